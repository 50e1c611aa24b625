package io.footfall.schema.core.config;

import com.typesafe.config.ConfigList;
import io.footfall.schema.core.funnel.Condition;
import io.footfall.schema.core.funnel.Conditions;
import io.footfall.schema.core.funnel.EventFilter;
import io.footfall.schema.core.funnel.Exclusion;
import io.footfall.schema.core.funnel.FunnelDefinition;
import io.footfall.schema.core.funnel.FunnelField;
import io.footfall.schema.core.funnel.FunnelMode;
import io.footfall.schema.core.funnel.FunnelStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the funnels; every problem of every funnel is noted with its place. */
final class FunnelReader {
  private static final Set<String> FUNNEL_KEYS =
      Set.of("name", "steps", "window", "cohort", "mode", "dialect", "exclude", "breakdown");
  private static final Set<String> STEP_KEYS = Set.of("name", "event", "where");
  private static final Set<String> EXCLUSION_KEYS = Set.of("event", "where", "between");
  private static final Duration DEFAULT_COHORT = Duration.ofHours(1);
  private static final Duration LEAST = Duration.ofSeconds(1);
  private static final ValueType<String> NAME = Types.name(100);
  private static final ValueType<Duration> DURATION = Types.duration();

  private final Findings findings;
  private final Duration longest;

  /**
   * @param longest what window and cohort may be together
   */
  FunnelReader(Findings findings, Duration longest) {
    this.findings = findings;
    this.longest = longest;
  }

  /** The funnels without problems; the findings hold what is wrong with the others. */
  List<FunnelDefinition> read(Given given, ConfigList list) {
    List<FunnelDefinition> funnels = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < list.size(); i++) {
      FunnelNode node = new FunnelNode(findings, given, given.key() + "[" + i + "]", list.get(i));
      funnel(node)
          .filter(
              funnel ->
                  names.add(funnel.name())
                      || node.problem("a second funnel " + funnel.name(), "give it another name"))
          .ifPresent(funnels::add);
    }
    return funnels;
  }

  private Optional<FunnelDefinition> funnel(FunnelNode node) {
    if (!node.isObject("{ name = ..., steps = [...], window = ... }")) {
      return Optional.empty();
    }
    node.allow(FUNNEL_KEYS);
    Optional<String> name = node.read("name", NAME);
    Optional<Duration> window = node.read("window", DURATION);
    Optional<Duration> cohort =
        node.has("cohort") ? node.read("cohort", DURATION) : Optional.of(DEFAULT_COHORT);
    Optional<FunnelMode> mode = mode(node);
    Optional<List<FunnelStep>> steps = steps(node);
    Optional<List<Exclusion>> exclusions = steps.flatMap(known -> exclusions(node, known));
    Optional<List<FunnelField>> breakdown = breakdown(node);
    mode.filter(known -> !known.takesExclusions() && node.has("exclude"))
        .ifPresent(
            known ->
                node.at("exclude")
                    .problem(
                        "exclusions have no meaning in mode %s of dialect %s"
                            .formatted(known.configName(), known.dialect()),
                        "remove them, or use mode = ordered"));
    boolean times = checkTimes(node, window, cohort);
    if (name.isEmpty() || !times || mode.isEmpty() || exclusions.isEmpty() || breakdown.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new FunnelDefinition(
            name.get(),
            steps.get(),
            window.get(),
            cohort.get(),
            mode.get(),
            exclusions.get(),
            breakdown.get()));
  }

  private boolean checkTimes(
      FunnelNode node, Optional<Duration> window, Optional<Duration> cohort) {
    if (window.isEmpty() || cohort.isEmpty()) {
      return false;
    }
    if (window.get().compareTo(LEAST) < 0) {
      return node.at("window").problem("less than a second", "write e.g. 1 hour");
    }
    if (cohort.get().compareTo(LEAST) < 0) {
      return node.at("cohort").problem("less than a second", "write e.g. 1 hour");
    }
    if (window.get().plus(cohort.get()).compareTo(longest) > 0) {
      return node.at("window")
          .problem(
              "window and cohort together are longer than state is kept",
              "shorten them, or raise %s from %s"
                  .formatted(FunnelOptions.MAX_STATE_LIFE.key(), text(longest)));
    }
    return true;
  }

  private static String text(Duration duration) {
    return duration.toDays() > 0 && duration.equals(Duration.ofDays(duration.toDays()))
        ? duration.toDays() + " days"
        : duration.toSeconds() + " s";
  }

  private Optional<FunnelMode> mode(FunnelNode node) {
    Optional<String> dialect = node.choice("dialect", FunnelMode.ORDERED.dialect(), dialects());
    if (dialect.isEmpty()) {
      return Optional.empty();
    }
    List<FunnelMode> ofDialect =
        Arrays.stream(FunnelMode.values()).filter(m -> m.dialect().equals(dialect.get())).toList();
    Optional<String> name =
        node.choice(
            "mode",
            FunnelMode.ORDERED.configName(),
            ofDialect.stream().map(FunnelMode::configName).toList());
    return name.flatMap(
        wanted -> ofDialect.stream().filter(m -> m.configName().equals(wanted)).findFirst());
  }

  private static List<String> dialects() {
    return Arrays.stream(FunnelMode.values()).map(FunnelMode::dialect).distinct().toList();
  }

  private Optional<List<FunnelStep>> steps(FunnelNode node) {
    Optional<List<FunnelNode>> nodes = node.list("steps", true);
    if (nodes.isEmpty()) {
      return Optional.empty();
    }
    if (nodes.get().isEmpty() || nodes.get().size() > FunnelDefinition.MOST_STEPS) {
      node.at("steps")
          .problem(
              nodes.get().size() + " steps",
              "give 1 to %d steps".formatted(FunnelDefinition.MOST_STEPS));
      return Optional.empty();
    }
    List<FunnelStep> steps = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (FunnelNode step : nodes.get()) {
      step(step)
          .filter(
              known ->
                  names.add(known.name())
                      || step.problem("a second step " + known.name(), "give it another name"))
          .ifPresent(steps::add);
    }
    return steps.size() == nodes.get().size() ? Optional.of(steps) : Optional.empty();
  }

  private Optional<FunnelStep> step(FunnelNode node) {
    if (node.isText()) {
      return node.read(NAME)
          .map(name -> new FunnelStep(name, new EventFilter(List.of(name), List.of())));
    }
    if (!node.isObject("view, or { name = ..., event = ... }")) {
      return Optional.empty();
    }
    node.allow(STEP_KEYS);
    Optional<EventFilter> filter = filter(node);
    if (!node.has("name") && filter.isPresent() && filter.get().types().size() == 1) {
      return filter.map(known -> new FunnelStep(known.types().get(0), known));
    }
    Optional<String> name = node.read("name", NAME);
    return filter.flatMap(known -> name.map(wanted -> new FunnelStep(wanted, known)));
  }

  private Optional<EventFilter> filter(FunnelNode node) {
    Optional<List<FunnelNode>> types = node.list("event", true);
    Optional<List<FunnelNode>> where = node.list("where", false);
    if (types.isEmpty() || where.isEmpty()) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>();
    types.get().forEach(type -> type.read(Types.text()).ifPresent(names::add));
    if (types.get().isEmpty()) {
      node.at("event").problem("no event type", "name one");
    }
    List<Condition> conditions = new ArrayList<>();
    where.get().forEach(text -> condition(text).ifPresent(conditions::add));
    boolean complete =
        !names.isEmpty()
            && names.size() == types.get().size()
            && conditions.size() == where.get().size();
    return complete ? Optional.of(new EventFilter(names, conditions)) : Optional.empty();
  }

  private static Optional<Condition> condition(FunnelNode node) {
    return node.parse(Conditions::parse);
  }

  private Optional<List<Exclusion>> exclusions(FunnelNode node, List<FunnelStep> steps) {
    Optional<List<FunnelNode>> nodes = node.list("exclude", false);
    if (nodes.isEmpty()) {
      return Optional.empty();
    }
    if (nodes.get().size() > FunnelDefinition.MOST_EXCLUSIONS) {
      node.at("exclude")
          .problem(
              nodes.get().size() + " exclusions",
              "give at most " + FunnelDefinition.MOST_EXCLUSIONS);
      return Optional.empty();
    }
    List<Exclusion> exclusions = new ArrayList<>();
    nodes.get().forEach(each -> exclusion(each, steps).ifPresent(exclusions::add));
    return exclusions.size() == nodes.get().size() ? Optional.of(exclusions) : Optional.empty();
  }

  private Optional<Exclusion> exclusion(FunnelNode node, List<FunnelStep> steps) {
    String form =
        "{ event = search, between = [%s, %s] }"
            .formatted(steps.get(0).name(), steps.get(steps.size() - 1).name());
    if (!node.isObject(form)) {
      return Optional.empty();
    }
    node.allow(EXCLUSION_KEYS);
    Optional<EventFilter> filter = filter(node);
    Optional<List<FunnelNode>> between = node.list("between", true);
    if (filter.isEmpty() || between.isEmpty()) {
      return Optional.empty();
    }
    List<String> names = steps.stream().map(FunnelStep::name).toList();
    List<Integer> numbers =
        between.get().stream()
            .map(each -> each.read(Types.text()).map(names::indexOf).orElse(-1) + 1)
            .toList();
    if (numbers.size() != 2 || numbers.contains(0) || numbers.get(0) >= numbers.get(1)) {
      node.at("between")
          .problem(
              "not two steps in their order",
              "name two of " + names.stream().collect(Collectors.joining(", ")));
      return Optional.empty();
    }
    return Optional.of(new Exclusion(filter.get(), numbers.get(0), numbers.get(1)));
  }

  private Optional<List<FunnelField>> breakdown(FunnelNode node) {
    Optional<List<FunnelNode>> nodes = node.list("breakdown", false);
    if (nodes.isEmpty()) {
      return Optional.empty();
    }
    if (nodes.get().size() > FunnelDefinition.MOST_BREAKDOWNS) {
      node.at("breakdown")
          .problem(
              nodes.get().size() + " fields", "give at most " + FunnelDefinition.MOST_BREAKDOWNS);
      return Optional.empty();
    }
    List<FunnelField> fields = new ArrayList<>();
    for (FunnelNode each : nodes.get()) {
      each.<FunnelField>parse(Conditions::field)
          .filter(
              field ->
                  !fields.contains(field)
                      || each.problem(field + " is listed twice", "list it once"))
          .ifPresent(fields::add);
    }
    return fields.size() == nodes.get().size() ? Optional.of(fields) : Optional.empty();
  }
}
