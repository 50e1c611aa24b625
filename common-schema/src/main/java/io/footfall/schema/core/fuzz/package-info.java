/** Seeded hostile input for the codec: {@link io.footfall.schema.core.fuzz.CodecFuzz}. */
package io.footfall.schema.core.fuzz;
