package io.footfall.schema.core.fuzz;

import io.footfall.schema.core.codec.EventCodec;
import io.footfall.schema.core.event.Reason;
import io.footfall.schema.core.event.Rejection;
import io.footfall.schema.core.event.Verdict;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongConsumer;

/**
 * Tries the codec's promises on seeded input: no exception escapes, no input takes more than {@link
 * #LIMIT_NANOS} of CPU time, every projection gives the full parse's verdict.
 */
public final class CodecFuzz {
  /** The most thread CPU time that one input may take, as the best of three: 50 ms. */
  public static final long LIMIT_NANOS = 50_000_000;

  static final String VALID = "VALID";

  private static final int PROGRESS_EVERY = 1_000;
  private static final int MAX_SHOWN = 20;
  private static final int LARGE_EVERY = 2_000;
  private static final int HOSTILE_EVERY = 12;
  private static final int SMALL_SIZE = 4 << 10;
  private static final int MAX_MUTATIONS = 4;
  private static final int UNHARMED_EVERY = 8;
  private static final int WARM_UP_ROUNDS = 4;
  private static final int WARM_UP_SIZE = 128 << 10;
  private static final int WARM_UP_INPUTS = 3_000;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final long seed;
  private final List<FuzzSubject> subjects;
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final Map<String, Long> verdicts = new LinkedHashMap<>();
  private final List<FuzzReport.Violation> shown = new ArrayList<>();
  private long violations;
  private long slowestNanos;
  private long slowestIndex = -1;

  private CodecFuzz(long seed) {
    this.seed = seed;
    subjects =
        FuzzMappings.all().entrySet().stream()
            .map(entry -> new FuzzSubject(entry.getKey(), entry.getValue()))
            .toList();
    verdicts.put(VALID, 0L);
    for (Reason reason : Reason.values()) {
      verdicts.put(reason.name(), 0L);
    }
  }

  /**
   * Tries inputs 0 to {@code inputs - 1} of a seed, in this thread.
   *
   * @param progress told now and then how many are done
   */
  public static FuzzReport run(long seed, long inputs, LongConsumer progress) {
    CodecFuzz fuzz = new CodecFuzz(seed);
    fuzz.warmUp();
    for (long index = 0; index < inputs; index++) {
      fuzz.tryOne(index, input(seed, index));
      if ((index + 1) % PROGRESS_EVERY == 0 || index + 1 == inputs) {
        progress.accept(index + 1);
      }
    }
    return new FuzzReport(
        seed,
        inputs,
        fuzz.verdicts,
        fuzz.slowestNanos,
        fuzz.slowestIndex,
        fuzz.violations,
        fuzz.shown);
  }

  /** The bytes of one input; the same for the same seed and index. */
  public static byte[] input(long seed, long index) {
    Random random = new Random(seed * SPREAD + index * 31);
    boolean large = random.nextInt(LARGE_EVERY) == 0;
    if (large || random.nextInt(HOSTILE_EVERY) == 0) {
      int most = large ? EventCodec.MAX_BYTES + EventCodec.MAX_BYTES / 20 : SMALL_SIZE;
      byte[] shape = utf8(HostileShapes.json(random, 1 + random.nextInt(most)));
      return random.nextInt(4) == 0 ? Mutations.apply(shape, random) : shape;
    }
    byte[] event = utf8(SampleEvents.json(random));
    int mutations =
        random.nextInt(UNHARMED_EVERY) < UNHARMED_EVERY / 2 ? 0 : random.nextInt(MAX_MUTATIONS) + 1;
    for (int i = 0; i < mutations; i++) {
      event = Mutations.apply(event, random);
    }
    return event;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Lets the compiler see every kind of input: what it costs cold says nothing about the codec. */
  private void warmUp() {
    Random random = new Random(seed);
    for (int i = 0; i < WARM_UP_ROUNDS * HostileShapes.KINDS; i++) {
      byte[] shape = utf8(HostileShapes.json(i % HostileShapes.KINDS, random, WARM_UP_SIZE));
      subjects.forEach(subject -> subject.full(shape));
    }
    for (int i = 1; i <= WARM_UP_INPUTS; i++) {
      byte[] input = input(seed, -i);
      subjects.forEach(subject -> subject.full(input));
    }
  }

  private void tryOne(long index, byte[] input) {
    FuzzSubject subject = subjects.get((int) (index % subjects.size()));
    try {
      long start = threads.getCurrentThreadCpuTime();
      Verdict verdict = subject.full(input);
      long nanos = threads.getCurrentThreadCpuTime() - start;
      if (nanos > slowestNanos || nanos > LIMIT_NANOS) {
        measureAgain(index, subject, input, nanos);
      }
      count(index, subject, verdict);
      String disagreement = subject.disagreement(input, verdict, index);
      if (disagreement != null) {
        violation(index, subject, disagreement);
      }
    } catch (RuntimeException | StackOverflowError e) {
      violation(index, subject, "escaped: " + e.getClass().getName());
    }
  }

  /** A first measurement may be the compiler's or the collector's time. */
  private void measureAgain(long index, FuzzSubject subject, byte[] input, long first) {
    long best = first;
    for (int i = 0; i < 2; i++) {
      long start = threads.getCurrentThreadCpuTime();
      subject.full(input);
      best = Math.min(best, threads.getCurrentThreadCpuTime() - start);
    }
    if (best > slowestNanos) {
      slowestNanos = best;
      slowestIndex = index;
    }
    if (best > LIMIT_NANOS) {
      violation(index, subject, "took " + best / 1_000_000 + " ms of CPU time");
    }
  }

  private void count(long index, FuzzSubject subject, Verdict verdict) {
    if (verdict instanceof Rejection rejection) {
      verdicts.merge(rejection.reason().name(), 1L, Long::sum);
      if (rejection.detail() != null && rejection.detail().startsWith(EventCodec.DEFECT)) {
        violation(index, subject, rejection.detail());
      }
    } else {
      verdicts.merge(VALID, 1L, Long::sum);
    }
  }

  private void violation(long index, FuzzSubject subject, String what) {
    violations++;
    if (shown.size() < MAX_SHOWN) {
      shown.add(new FuzzReport.Violation(seed, index, subject.name(), what));
    }
  }
}
