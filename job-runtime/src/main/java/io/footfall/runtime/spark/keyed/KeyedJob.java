package io.footfall.runtime.spark.keyed;

import io.footfall.runtime.core.keyed.EventPacker;
import io.footfall.runtime.core.keyed.KeyedRun;
import io.footfall.runtime.core.keyed.KeyedStep;
import io.footfall.runtime.spark.sink.RowProcessor;
import io.footfall.schema.spark.TableLayout;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/**
 * A job with state per user, as the runtime sees it.
 *
 * @param name such as {@code session}
 * @param authority the table whose recorded offsets decide; committed last. A batch that takes
 *     offsets commits it even without rows
 * @param late the table of late events, with the columns {@code kafka_topic}, {@code
 *     kafka_partition} and {@code kafka_offset}; committed first, and only when it has rows. Its
 *     writer need not look at recorded offsets: the runtime commits its rows once
 * @param lateness how far W stays behind the largest event time
 * @param trigger least time between the starts of two batches
 * @param packer what is kept of an event
 * @param step makes the step of a run
 * @param rows makes what turns the step's rows into tables' rows: {@code InternalRow}s whose only
 *     column, 0, is one of {@code StepResult.rows}
 * @param need for a state that is lost
 * @param frozen the settings that the state was made with and that cannot change over a checkpoint,
 *     by their full key, as people write them; the version of the job's state bytes is one of them
 */
public record KeyedJob(
    String name,
    TableLayout authority,
    TableLayout late,
    Duration lateness,
    Duration trigger,
    EventPacker packer,
    Function<KeyedRun, KeyedStep> step,
    Function<KeyedRun, RowProcessor> rows,
    StateNeed need,
    Map<String, String> frozen) {
  public KeyedJob {
    frozen = Map.copyOf(frozen);
  }
}
