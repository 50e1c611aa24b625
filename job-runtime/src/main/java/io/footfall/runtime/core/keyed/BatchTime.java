package io.footfall.runtime.core.keyed;

import java.io.Serializable;

/**
 * The two clocks of one batch. Both are the same when the batch is run again.
 *
 * @param watermarkMicros W of DESIGN section 6, microseconds since the epoch, in whole
 *     milliseconds; {@link Long#MIN_VALUE} before the first. An event of this batch is late iff its
 *     time is less
 * @param nowMicros when Spark planned the batch, microseconds since the epoch
 */
public record BatchTime(long watermarkMicros, long nowMicros) implements Serializable {}
