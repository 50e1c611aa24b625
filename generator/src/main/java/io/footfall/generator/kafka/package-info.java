/** Sends what {@code core} generates, or a file, to a topic. */
package io.footfall.generator.kafka;
