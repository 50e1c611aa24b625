package io.footfall.report.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footfall.report.core.replay.Again;
import io.footfall.report.core.replay.Origin;
import io.footfall.report.core.replay.ReplayTopic;
import io.footfall.schema.spark.ReportTables;
import io.footfall.schema.spark.Tables;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayIT {
  @TempDir private Path dir;
  private final FakeTopic topic = new FakeTopic();
  private Warehouse warehouse;

  /** Holds what was sent, and dies when it is told to. */
  private static final class FakeTopic implements ReplayTopic {
    private final List<Again> records = new ArrayList<>();
    private Optional<Duration> retention = Optional.empty();
    private long tooLarge = -1;
    private int batches;
    private int looks;
    private boolean diesBefore;
    private boolean diesAfter;

    @Override
    public Map<Integer, Long> ends() {
      return Map.of(0, (long) records.size());
    }

    @Override
    public List<Again> send(List<Again> batch) {
      if (diesBefore) {
        throw new IllegalStateException("killed before Kafka's commit");
      }
      batches++;
      List<Again> refused =
          batch.stream().filter(record -> record.origin().offset() == tooLarge).toList();
      batch.stream().filter(record -> !refused.contains(record)).forEach(records::add);
      if (diesAfter) {
        throw new IllegalStateException("killed behind Kafka's commit");
      }
      return refused;
    }

    @Override
    public Optional<Duration> retention() {
      return retention;
    }

    @Override
    public Set<Origin> sentSince(Map<Integer, Long> offsets) {
      looks++;
      Set<Origin> found = new HashSet<>();
      records
          .subList(offsets.get(0).intValue(), records.size())
          .forEach(record -> found.add(record.origin()));
      return found;
    }

    @Override
    public void close() {}
  }

  @BeforeEach
  void quarantine() {
    warehouse = new Warehouse(dir);
    warehouse.append(
        Tables.QUARANTINE,
        """
        SELECT CAST(raw AS BINARY) AS raw, CAST(NULL AS BINARY) AS kafka_key, reason,
          CAST(NULL AS STRING) AS field, CAST(NULL AS STRING) AS detail, 0 AS source_epoch,
          't' AS kafka_topic, 0 AS kafka_partition, kafka_offset,
          TIMESTAMP '2026-03-01 10:00:00Z' AS kafka_timestamp,
          TIMESTAMP '2026-03-01 10:00:01Z' AS ingested_at, DATE '2026-03-01' AS commit_date
        FROM VALUES
          ('{"eventId":"e1","userId":"u1","eventType":"view","eventTime":"2026-03-01T10:00:00Z"}',
           'MISSING_FIELD', 1L),
          ('no json', 'MALFORMED_JSON', 2L),
          (NULL, 'BAD_TIME', 3L),
          ('{"eventId":"e2","userId":"u2","eventType":"view","eventTime":"2026-03-01T10:00:00Z"}',
           'MISSING_FIELD', 4L) AS t(raw, reason, kafka_offset)
        """);
  }

  @Test
  void sendsWhatIsAnEventNowAndCountsTheRest() {
    assertThat(replay()).isEqualTo(new Replay.Outcome(0, 2, 1, 1, 0, 0));
    assertThat(topic.records)
        .extracting(record -> record.origin().offset())
        .containsExactly(1L, 4L);
    assertThat(topic.records)
        .allSatisfy(record -> assertThat(record.timestampMillis()).isEqualTo(1_772_359_200_000L));
  }

  @Test
  void sendsNothingTwiceHoweverOftenItRuns() {
    replay();
    assertThat(replay()).isEqualTo(new Replay.Outcome(0, 0, 1, 1, 0, 0));
    assertThat(topic.records).hasSize(2);
    assertThat(attempts("REJECTED")).containsExactly("[2,1]", "[2,2]");
  }

  @Test
  void whatWasSentByARunThatDiedBehindItsCommitIsNotSentAgain() {
    topic.diesAfter = true;
    assertThatThrownBy(this::replay).hasMessageContaining("killed");
    topic.diesAfter = false;
    assertThat(replay()).isEqualTo(new Replay.Outcome(2, 0, 1, 1, 0, 0));
    assertThat(topic.records).hasSize(2);
    assertThat(attempts("SENT")).containsExactly("[1,1]", "[4,1]");
  }

  @Test
  void whatWasIntendedByARunThatDiedBeforeItsCommitIsSent() {
    topic.diesBefore = true;
    assertThatThrownBy(this::replay).hasMessageContaining("killed");
    topic.diesBefore = false;
    assertThat(replay()).isEqualTo(new Replay.Outcome(0, 2, 1, 1, 0, 0));
    assertThat(topic.records).extracting(Again::attempt).containsExactly(2, 2);
  }

  @Test
  void aRecordThatTheTopicDoesNotTakeIsCountedApartAndTriedAgain() {
    topic.tooLarge = 1;
    assertThat(replay()).isEqualTo(new Replay.Outcome(0, 1, 1, 1, 1, 0));
    assertThat(attempts("TOO_LARGE")).containsExactly("[1,1]");
    assertThat(attempts("SENT")).containsExactly("[4,1]");
    topic.tooLarge = -1;
    assertThat(replay()).isEqualTo(new Replay.Outcome(0, 1, 1, 1, 0, 0));
    assertThat(topic.looks).as("it is known not to have been sent").isZero();
    assertThat(attempts("SENT")).containsExactly("[1,2]", "[4,1]");
  }

  @Test
  void countsWhatTheTopicMayDropAtOnce() {
    topic.retention = Optional.of(Duration.ofDays(7));
    Instant sent = Instant.parse("2026-03-01T10:00:00Z");
    assertThat(replayAt(sent.plus(Duration.ofDays(7)).plusMillis(1)))
        .isEqualTo(new Replay.Outcome(0, 2, 1, 1, 0, 2));
  }

  @Test
  void whatTheTopicKeepsIsNotCountedAsOld() {
    topic.retention = Optional.of(Duration.ofDays(7));
    assertThat(replayAt(Instant.parse("2026-03-08T10:00:00Z")))
        .isEqualTo(new Replay.Outcome(0, 2, 1, 1, 0, 0));
  }

  @Test
  void aTransactionHoldsNoMoreThanFitsIntoMemory() {
    warehouse.append(
        Tables.QUARANTINE,
        """
        SELECT CAST(concat('{"eventId":"e', id, '","userId":"u","eventType":"view","eventTime":',
            '"2026-03-01T10:00:00Z","page":"', repeat('x', 900000), '"}') AS BINARY) AS raw,
          CAST(NULL AS BINARY) AS kafka_key, 'MISSING_FIELD' AS reason,
          CAST(NULL AS STRING) AS field, CAST(NULL AS STRING) AS detail, 0 AS source_epoch,
          't' AS kafka_topic, 0 AS kafka_partition, 10 + id AS kafka_offset,
          TIMESTAMP '2026-03-01 10:00:00Z' AS kafka_timestamp,
          TIMESTAMP '2026-03-01 10:00:01Z' AS ingested_at, DATE '2026-03-01' AS commit_date
        FROM range(12)
        """);
    assertThat(replay().sent()).isEqualTo(14);
    assertThat(topic.batches).isEqualTo(2);
  }

  @Test
  void aReasonLimitsWhatIsTried() {
    Replay replay = new Replay(warehouse.spark(), warehouse.config(), topic, Clock.systemUTC());
    assertThat(replay.run(TimeRange.all(), Optional.of("MALFORMED_JSON")))
        .contains(new Replay.Outcome(0, 0, 1, 0, 0, 0));
  }

  private Replay.Outcome replay() {
    return replay(Clock.systemUTC());
  }

  private Replay.Outcome replayAt(Instant now) {
    return replay(Clock.fixed(now, ZoneOffset.UTC));
  }

  private Replay.Outcome replay(Clock clock) {
    return new Replay(warehouse.spark(), warehouse.config(), topic, clock)
        .run(TimeRange.all(), Optional.empty())
        .orElseThrow();
  }

  private List<String> attempts(String outcome) {
    return warehouse.rows(
        warehouse
            .read(ReportTables.QUARANTINE_ATTEMPTS)
            .where("outcome = '" + outcome + "'")
            .selectExpr("kafka_offset", "attempt"));
  }
}
