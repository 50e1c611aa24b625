/**
 * Bytes to {@link io.footfall.schema.core.event.Verdict}: {@link
 * io.footfall.schema.core.codec.EventCodec}, one class for all jobs. {@code Walk} makes the one
 * pass and fills the slots of a {@code Plan}, {@code Judge} decides.
 */
package io.footfall.schema.core.codec;
