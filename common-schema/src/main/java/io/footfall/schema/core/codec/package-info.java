/** Bytes to {@link io.footfall.schema.core.event.Verdict}: one class for all jobs. */
package io.footfall.schema.core.codec;
