package io.footfall.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.footfall.cli.doctor.Finding.Status;
import io.footfall.cli.doctor.TopicFacts.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ChecksTest {

  private static final long MIB = 1024L * 1024;
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static List<Finding> topic(Settings settings) {
    return TopicChecks.judge(
        new TopicFacts("t", 4, 0, Optional.of(settings)), Optional.of(Duration.ofDays(30)));
  }

  @Test
  void onlyJava17IsGood() {
    assertThat(MachineChecks.java(17, "17.0.1").status()).isEqualTo(Status.OK);
    assertThat(MachineChecks.java(21, "21").status()).isEqualTo(Status.FAIL);
  }

  @Test
  void aHeapTooSmallOrLargerThanTheMachineIsAWarning() {
    assertThat(MachineChecks.memory(2048 * MIB, 8192 * MIB).status()).isEqualTo(Status.OK);
    assertThat(MachineChecks.memory(512 * MIB, 8192 * MIB).status()).isEqualTo(Status.WARN);
    assertThat(MachineChecks.memory(8000 * MIB, 8192 * MIB).status()).isEqualTo(Status.WARN);
  }

  @Test
  void aPlainTopicIsFine() {
    assertThat(topic(new Settings(true, Optional.of(Duration.ofDays(7)), false)))
        .extracting(Finding::status)
        .containsOnly(Status.OK);
  }

  @Test
  void timestampsSayWhatLatencyCountsFrom() {
    assertThat(topic(new Settings(false, Optional.empty(), false)).get(1).detail())
        .startsWith("CreateTime: latency counts from the producer's own clock");
  }

  @Test
  void retentionShorterThanADayIsAWarning() {
    Finding retention = topic(new Settings(true, Optional.of(Duration.ofHours(3)), false)).get(2);
    assertThat(retention.status()).isEqualTo(Status.WARN);
    assertThat(retention.detail()).startsWith("records are kept for 3 hours;");
  }

  @Test
  void retentionShorterThanMaxAgeIsMentionedWhereProducersStamp() {
    Settings settings = new Settings(false, Optional.of(Duration.ofDays(7)), false);
    assertThat(topic(settings).get(2).detail()).contains("max-age allows 30 days");
  }

  @Test
  void compactionIsAWarning() {
    Settings settings = new Settings(true, Optional.empty(), true);
    assertThat(topic(settings).get(2).status()).isEqualTo(Status.WARN);
  }

  @Test
  void partitionsWithoutLeaderFail() {
    TopicFacts topic = new TopicFacts("t", 4, 1, Optional.empty());
    List<Finding> findings = TopicChecks.judge(topic, Optional.empty());
    assertThat(findings).extracting(Finding::status).containsExactly(Status.FAIL, Status.WARN);
  }

  @Test
  void aClockIsJudgedByWhatIsCertain() {
    assertThat(ClockChecks.judge(reading(400, 100)).status()).isEqualTo(Status.OK);
    assertThat(ClockChecks.judge(reading(800, 1_000)).status()).isEqualTo(Status.OK);
    assertThat(ClockChecks.judge(reading(800, 100)).status()).isEqualTo(Status.WARN);
    assertThat(ClockChecks.judge(reading(-90_000, 100)).status()).isEqualTo(Status.FAIL);
    assertThat(ClockChecks.judge(reading(-90_000, 100)).detail())
        .startsWith("the broker is 90,000 ms behind (± 50 ms)");
  }

  private static ClockReading reading(long skewMillis, long roundTripMillis) {
    Instant middle = NOW.plusMillis(roundTripMillis / 2);
    return new ClockReading(NOW, middle.plusMillis(skewMillis), NOW.plusMillis(roundTripMillis));
  }

  @Test
  void withoutABrokersClockTheNewestRecordTellsWhetherSomethingIsAhead() {
    assertThat(ClockChecks.judge(Optional.empty(), NOW).status()).isEqualTo(Status.SKIP);
    assertThat(ClockChecks.judge(Optional.of(NOW.minusSeconds(60)), NOW).status())
        .isEqualTo(Status.OK);
    assertThat(ClockChecks.judge(Optional.of(NOW.plusSeconds(60)), NOW).detail())
        .contains("60,000 ms ahead of this machine");
  }
}
