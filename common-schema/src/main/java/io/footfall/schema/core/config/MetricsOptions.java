package io.footfall.schema.core.config;

import java.time.Duration;
import java.util.List;

/** The keys under {@code footfall.metrics}. */
final class MetricsOptions {
  /** Series are dear: what a label may hold is bounded. */
  private static final int MOST_NAMES = 50;

  static final Option<Boolean> ENABLED =
      Option.of(
          "footfall.metrics.enabled",
          Types.bool(),
          "true",
          "Whether a process that runs jobs serves `/metrics`, `/live`, `/ready` and `/status`.");
  static final Option<String> HOST =
      Option.of(
          "footfall.metrics.host",
          Types.text(),
          "127.0.0.1",
          "The address that is listened at. Nothing there asks for a password: other than the"
              + " loopback address is for networks whose members may see all of it.");
  static final Option<Integer> PORT =
      Option.of(
          "footfall.metrics.port",
          Types.port(),
          "9461",
          "The port of ingest, and of a process that runs all jobs; session has the next one, funnel"
              + " and report the two behind it. Where it is taken, a free one is used and said. 0:"
              + " always a free one.");
  static final Option<Boolean> PAGE =
      Option.of(
          "footfall.metrics.page",
          Types.bool(),
          "false",
          "Whether the live page is served at `/`. `footfall demo --serve` and `footfall run --page`"
              + " do without this key.");
  static final Option<List<String>> EVENT_TYPES =
      Option.of(
          "footfall.metrics.event-types",
          Types.names(MOST_NAMES),
          "[view, search, click, cart, order, payment]",
          "Event types with a series of their own; all others are counted together as `other`.");
  static final Option<List<String>> CURRENCIES =
      Option.of(
          "footfall.metrics.currencies",
          Types.names(MOST_NAMES),
          "[EUR, USD, GBP, CHF, PLN, SEK, JPY, CNY]",
          "Currencies whose paid amounts are summed, each for itself. Payments in others are counted"
              + " and not summed.");
  static final Option<Duration> LAG_INTERVAL =
      Option.of(
          "footfall.metrics.lag-interval",
          Types.duration(),
          "5 s",
          "How often the broker is asked where the topic ends, which is what lag is measured"
              + " against.");

  private MetricsOptions() {}

  static List<Option<?>> all() {
    return List.of(ENABLED, HOST, PORT, PAGE, EVENT_TYPES, CURRENCIES, LAG_INTERVAL);
  }

  static MetricsConfig read(Values values) {
    return new MetricsConfig(
        values.get(ENABLED),
        values.get(HOST),
        values.get(PORT),
        values.get(PAGE),
        values.get(EVENT_TYPES),
        values.get(CURRENCIES),
        values.get(LAG_INTERVAL));
  }
}
