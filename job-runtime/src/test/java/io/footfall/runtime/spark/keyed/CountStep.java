package io.footfall.runtime.spark.keyed;

import io.footfall.runtime.core.keyed.BatchTime;
import io.footfall.runtime.core.keyed.EventPacker;
import io.footfall.runtime.core.keyed.KeyedRun;
import io.footfall.runtime.core.keyed.KeyedStep;
import io.footfall.runtime.core.keyed.Origin;
import io.footfall.runtime.core.keyed.StepResult;
import io.footfall.schema.core.codec.Projection;
import io.footfall.schema.core.event.BehaviorEvent;
import io.footfall.schema.core.event.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The smallest job there is: counts a user's events until they have been quiet for a gap. All bytes
 * are text with bars between the fields.
 *
 * @param gapMicros of event time: then the count is FINAL and forgotten
 * @param idleMicros of the batches' time: then it is said to be IDLE, once
 */
record CountStep(KeyedRun run, long gapMicros, long idleMicros) implements KeyedStep {

  /** Event type {@code noise} is of no use. */
  record Packer() implements EventPacker {
    @Override
    public Projection projection() {
      return Projection.of(Field.EVENT_ID, Field.EVENT_TYPE);
    }

    @Override
    public byte[] pack(BehaviorEvent event, Origin origin) {
      return event.eventType().equals("noise")
          ? null
          : text(event.eventTimeMicros(), origin.partition().number(), origin.offset());
    }
  }

  @Override
  public StepResult step(String key, byte[] state, Iterator<byte[]> events, BatchTime time) {
    long count = state == null ? 0 : field(state, 0);
    long last = state == null ? Long.MIN_VALUE : field(state, 1);
    List<byte[]> rows = new ArrayList<>();
    long before = count;
    while (events.hasNext()) {
      byte[] event = events.next();
      if (field(event, 0) < time.watermarkMicros()) {
        rows.add(text("LATE", key, field(event, 1), field(event, 2)));
      } else {
        count++;
        last = Math.max(last, field(event, 0));
      }
    }
    if (count == 0) {
      return StepResult.forget(rows);
    }
    if (count > before) {
      rows.add(row("OPEN", key, count));
      return new StepResult(
          text(count, last), last + gapMicros, time.nowMicros() + idleMicros, rows);
    }
    if (time.watermarkMicros() > last + gapMicros) {
      rows.add(row("FINAL", key, count));
      return StepResult.forget(rows);
    }
    if (rows.isEmpty()) {
      rows.add(row("IDLE", key, count));
    }
    return new StepResult(state, last + gapMicros, StepResult.NEVER, rows);
  }

  @Override
  public StepResult rebuild(String key, Iterator<byte[]> events, BatchTime time) {
    StepResult all = step(key, null, events, new BatchTime(Long.MIN_VALUE, time.nowMicros()));
    boolean over = all.state() == null || time.watermarkMicros() > all.dueWatermarkMicros();
    return over
        ? StepResult.forget(List.of())
        : new StepResult(all.state(), all.dueWatermarkMicros(), all.dueNowMicros(), List.of());
  }

  private byte[] row(String status, String key, long count) {
    return text(status, key, count, run.generation(), run.lostState());
  }

  static String[] fields(byte[] text) {
    return new String(text, StandardCharsets.UTF_8).split("\\|");
  }

  private static long field(byte[] text, int index) {
    return Long.parseLong(fields(text)[index]);
  }

  private static byte[] text(Object... fields) {
    return String.join("|", Stream.of(fields).map(String::valueOf).toList())
        .getBytes(StandardCharsets.UTF_8);
  }
}
