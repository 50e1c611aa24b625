package io.footfall.funnel.core.audit;

import io.footfall.funnel.core.definition.ActiveFunnel;
import io.footfall.funnel.core.definition.FunnelHistory;
import io.footfall.funnel.core.definition.Funnels;
import io.footfall.funnel.core.reference.NaiveFunnel;
import io.footfall.funnel.core.state.ArrivedEvent;
import io.footfall.funnel.core.state.CohortResult;
import io.footfall.funnel.core.state.EventId;
import io.footfall.funnel.core.state.FunnelEvent;
import io.footfall.funnel.core.step.FunnelRecount;
import io.footfall.schema.core.event.Micros;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Compares what the tables say of one user with a recount of the user's events. One thread. */
public final class UserAudit {
  private final Funnels funnels;
  private final FunnelRecount recount;
  private final NaiveRecount naive;
  private final long watermark;

  /**
   * A row of {@code funnel_updates}.
   *
   * @param sign 0 for a row that says why the cohort was abandoned
   * @param reason of such a row
   */
  public record Said(CohortResult result, int sign, String reason) {}

  /**
   * The outcome for one user.
   *
   * @param keys pairs of funnel and cohort that were compared
   * @param capped pairs that were left out, since their rows say that events are missing
   * @param conflicting pairs that were left out, since they may hold an event of which the user
   *     sent one id with several times: what counts then depends on when they came
   * @param sampled cohorts that the reference counted as well
   * @param tooMany cohorts with more chains than the reference tries
   * @param differences each as one line
   */
  public record Outcome(
      long keys,
      long capped,
      long conflicting,
      long sampled,
      long tooMany,
      List<String> differences) {
    public Outcome {
      differences = List.copyOf(differences);
    }
  }

  private record Key(int funnel, long cohort) {
    static Key of(CohortResult result) {
      return new Key(result.funnel(), result.cohort());
    }
  }

  /**
   * @param watermarkMicros under which the tables were written last
   * @param budget how many chains the reference tries per cohort
   */
  public UserAudit(FunnelHistory history, long watermarkMicros, long budget) {
    this.funnels = history.everything();
    this.recount = new FunnelRecount(funnels);
    this.naive = new NaiveRecount(budget);
    this.watermark = watermarkMicros;
  }

  /**
   * Compares.
   *
   * @param events of the user, none of them late
   * @param said all rows about the user
   * @param sample whether the reference counts the user too
   */
  public Outcome compare(String user, List<ArrivedEvent> events, List<Said> said, boolean sample) {
    Map<CohortResult, Integer> sums = new HashMap<>();
    Map<Key, List<String>> ends = new HashMap<>();
    Set<Key> capped = new HashSet<>();
    for (Said row : said) {
      if (row.sign() != 0) {
        sums.merge(row.result(), row.sign(), Integer::sum);
      } else {
        ends.computeIfAbsent(Key.of(row.result()), key -> new ArrayList<>()).add(row.reason());
      }
      if (row.result().capped()) {
        capped.add(Key.of(row.result()));
      }
    }
    sums.values().removeIf(sum -> sum == 0);
    Map<Key, List<String>> found = new HashMap<>();
    sums.forEach(
        (result, sum) -> add(found, result, text(result) + (sum == 1 ? "" : " " + sum + " times")));
    ends.forEach((key, why) -> found.computeIfAbsent(key, k -> new ArrayList<>()).addAll(why));
    Map<Key, List<String>> expected = new HashMap<>();
    for (FunnelRecount.Counted counted : recount.count(events, watermark)) {
      add(expected, counted.result(), text(counted.result()));
      counted.abandoned().ifPresent(why -> add(expected, counted.result(), why));
    }
    Set<Key> keys = new HashSet<>(found.keySet());
    keys.addAll(expected.keySet());
    keys.removeAll(capped);
    Set<Long> moved = movedTimes(events);
    int all = keys.size();
    keys.removeIf(key -> mayHold(key, moved));
    int conflicting = all - keys.size();
    List<String> differences = new ArrayList<>();
    for (Key key : keys) {
      if (!Objects.equals(sorted(found.get(key)), sorted(expected.get(key)))) {
        differences.add(
            "%s of user %s: the tables say %s, a recount %s"
                .formatted(name(key), user, or(found.get(key)), or(expected.get(key))));
      }
    }
    long[] sampled = sample ? reference(user, events, differences) : new long[2];
    return new Outcome(
        keys.size(), capped.size(), conflicting, sampled[0], sampled[1], differences);
  }

  /**
   * Times of events of which one id has several: once the first lies below the watermark, its id is
   * forgotten, and the second counts.
   */
  private static Set<Long> movedTimes(List<ArrivedEvent> events) {
    Map<EventId, Set<Long>> times = new HashMap<>();
    for (ArrivedEvent arrived : events) {
      FunnelEvent event = arrived.event();
      times.computeIfAbsent(event.id(), id -> new HashSet<>()).add(event.micros());
    }
    return times.values().stream()
        .filter(several -> several.size() > 1)
        .flatMap(Set::stream)
        .collect(Collectors.toSet());
  }

  private boolean mayHold(Key key, Set<Long> times) {
    ActiveFunnel funnel = funnels.get(key.funnel());
    return funnel != null
        && times.stream()
            .anyMatch(
                time -> time >= key.cohort() && time < funnel.shape().finalFrom(key.cohort()));
  }

  /** Engine and reference; cohorts that were compared, and funnels that had too many chains. */
  private long[] reference(String user, List<ArrivedEvent> events, List<String> differences) {
    List<FunnelEvent> distinct = recount.distinct(events);
    Map<Integer, Set<CohortResult>> engine = new TreeMap<>();
    recount
        .count(events, watermark)
        .forEach(
            counted ->
                engine
                    .computeIfAbsent(counted.result().funnel(), id -> new HashSet<>())
                    .add(counted.result()));
    long[] counts = new long[2];
    for (ActiveFunnel funnel : funnels.all()) {
      try {
        Set<CohortResult> reference = new HashSet<>(naive.count(funnel, distinct));
        counts[0] += reference.size();
        Set<CohortResult> mine = engine.getOrDefault(funnel.id(), Set.of());
        if (!reference.equals(mine)) {
          differences.add(
              "%s of user %s: the engine says %s, the reference %s"
                  .formatted(funnel.name(), user, texts(mine), texts(reference)));
        }
      } catch (NaiveFunnel.TooManyChainsException e) {
        counts[1]++;
      }
    }
    return counts;
  }

  private static void add(Map<Key, List<String>> texts, CohortResult result, String text) {
    texts.computeIfAbsent(Key.of(result), key -> new ArrayList<>()).add(text);
  }

  private static List<String> sorted(List<String> texts) {
    return texts == null ? List.of() : texts.stream().sorted().toList();
  }

  private static String or(List<String> texts) {
    return texts == null ? "nothing" : String.join(", ", texts);
  }

  private static List<String> texts(Set<CohortResult> results) {
    return results.stream().map(UserAudit::text).sorted().toList();
  }

  private static String text(CohortResult result) {
    List<Instant> times = new ArrayList<>();
    for (long micros : result.times()) {
      times.add(Micros.instant(micros));
    }
    return "level %d at %s %s".formatted(result.level(), times, result.breakdown());
  }

  private String name(Key key) {
    ActiveFunnel funnel = funnels.get(key.funnel());
    return "%s (%s) from %s"
        .formatted(
            funnel == null ? "funnel " + key.funnel() : funnel.name(),
            funnel == null ? "unknown" : funnel.hash(),
            Micros.instant(key.cohort()));
  }
}
