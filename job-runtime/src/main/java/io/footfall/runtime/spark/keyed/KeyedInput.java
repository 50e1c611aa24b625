package io.footfall.runtime.spark.keyed;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.RecordedOffsets;
import io.footfall.offsets.kafka.TopicReader;
import io.footfall.offsets.spark.CheckpointLog;
import io.footfall.runtime.core.MappingHistory;
import io.footfall.runtime.core.keyed.EventPacker;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the source of one job needs on the driver.
 *
 * @param mappings which mapping each batch is read with
 * @param recorded what each table of the job has recorded
 * @param log tells when a batch was planned
 * @param most offsets of one batch
 * @param topic makes a connection for look-ups by time
 * @param firstEnds where the first batch must end, since a table has its rows already; empty for
 *     anywhere
 * @param end where the run ends
 * @param latest hears of every event
 */
record KeyedInput(
    MappingHistory mappings,
    Supplier<Map<String, RecordedOffsets>> recorded,
    CheckpointLog log,
    EventPacker packer,
    long most,
    Supplier<TopicReader> topic,
    Map<KafkaPartition, Long> firstEnds,
    InputEnd end,
    LatestTime latest,
    Clock clock) {}
