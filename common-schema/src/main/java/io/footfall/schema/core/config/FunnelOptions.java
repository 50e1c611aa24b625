package io.footfall.schema.core.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.time.Duration;
import java.util.List;

/** The keys of the funnel job. */
final class FunnelOptions {
  static final String INTRO =
      """
      `footfall.funnels` is a list of

      ```
      { name = checkout
        steps = [ view                                     # short for { name = view, event = view }
                  { name = cart, event = cart, where = ["amount > 10", "channel in [web, app]"] }
                  { name = paid, event = [payment, order] } ]
        window = 1 hour                                    # from the first step to the last, inclusive
        cohort = 1 hour                                    # default: 1 hour
        mode = ordered                                     # default; or strict_order, unordered
        dialect = footfall                                 # default; or clickhouse
        exclude = [ { event = search, between = [view, cart] } ]
        breakdown = [channel, properties.referrer] }
      ```

      A condition compares a field with `=`, `!=`, `<`, `>`, `in [a, b]`, or says `exists`; several conditions hold
      together. Values that hold commas or blanks at their ends stand in single quotes. A changed definition is
      counted apart from what was there before. [Funnels](funnels.md) shows what each mode counts.
      """;

  static final Option<ConfigList> FUNNELS =
      Option.of(
          "footfall.funnels",
          new ValueType<>("list of funnels", FunnelOptions::list),
          "[{name = purchase, steps = [view, cart, order, payment], window = 1 hour, breakdown ="
              + " [channel]}]",
          "The funnels that are counted. A list replaces the default; `+=` adds to the list of the"
              + " same file.");
  static final Option<Duration> TRIGGER =
      Option.of(
          "footfall.funnel.trigger",
          Types.duration(),
          "0 s",
          "Least time between the starts of two batches of the funnel job. Zero: the next starts"
              + " when one ends.");
  static final Option<Duration> LATENESS =
      Option.of(
          "footfall.funnel.lateness",
          Types.duration(),
          "2 minutes",
          "How far an event may lie behind the latest one and still count. What is later goes to"
              + " `funnel_late_events`. Cannot change over a checkpoint.");
  static final Option<Long> MAX_EVENTS =
      Option.of(
          "footfall.funnel.max-events",
          Types.count(),
          "10000",
          "The most events kept per funnel, user and cohort. What comes beyond is left out, counted"
              + " as `capped`, and the rows it concerns say `capped`.");
  static final Option<Duration> MAX_STATE_LIFE =
      Option.of(
          "footfall.funnel.max-state-life",
          Types.duration(),
          "8 days",
          "The longest that `window` and `cohort` of a funnel may be together: so long the state of"
              + " a user is kept.");

  private FunnelOptions() {}

  static List<Option<?>> all() {
    return List.of(FUNNELS, TRIGGER, LATENESS, MAX_EVENTS, MAX_STATE_LIFE);
  }

  private static ConfigList list(ConfigValue value) throws BadValueException {
    if (value.valueType() == ConfigValueType.LIST) {
      return (ConfigList) value;
    }
    throw new BadValueException("not a list", "write [ { name = ..., steps = [...] } ]");
  }

  /** A list of the elements, or of the one value. */
  static ConfigList listOf(ConfigValue value) {
    return value.valueType() == ConfigValueType.LIST
        ? (ConfigList) value
        : ConfigValueFactory.fromIterable(List.of(value));
  }
}
