/** The shop model and the truth about what it emits: pure functions of spec, seed and start. */
package io.footfall.generator.core;
