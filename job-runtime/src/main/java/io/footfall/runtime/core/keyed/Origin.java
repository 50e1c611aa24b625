package io.footfall.runtime.core.keyed;

import io.footfall.offsets.core.KafkaPartition;

/**
 * Where a record came from.
 *
 * @param kafkaTimestampMicros the record's timestamp, or the batch's where the record has none
 */
public record Origin(KafkaPartition partition, long offset, long kafkaTimestampMicros) {}
