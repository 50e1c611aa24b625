package io.footfall.runtime.spark.sink;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetRange;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What a task tells the driver.
 *
 * @param seen the offsets whose records it got
 * @param counts rows by what became of them; a closed set of names
 */
public record TaskReport(Map<KafkaPartition, List<OffsetRange>> seen, Map<String, Long> counts)
    implements Serializable {}
