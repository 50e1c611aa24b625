package io.footfall.cli.doctor;

import io.footfall.schema.core.config.ConfigLoader;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.core.error.FootfallException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** All checks before a first run. Leaves nothing behind; ends within a minute at worst. */
public final class Doctor {

  private final Supplier<ConfigLoader.Loaded> load;
  private final Map<String, String> environment;
  private final Clock clock;

  /**
   * For one configuration.
   *
   * @param load gives the configuration or throws a {@link FootfallException}
   */
  public Doctor(Supplier<ConfigLoader.Loaded> load, Map<String, String> environment, Clock clock) {
    this.load = load;
    this.environment = Map.copyOf(environment);
    this.clock = clock;
  }

  /** What all checks found, in a fixed order. */
  public List<Finding> findings() throws InterruptedException {
    List<Finding> findings = new ArrayList<>(MachineChecks.ofThisMachine());
    ConfigLoader.Loaded loaded;
    try {
      loaded = load.get();
    } catch (FootfallException e) {
      e.problem()
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.endsWith(":")) // the heading of several
          .forEach(line -> findings.add(wrongConfig(line, e)));
      for (String check :
          List.of(
              "broker",
              "topic",
              "clock",
              "checkpoint folder",
              "warehouse",
              "job states",
              "start")) {
        findings.add(Finding.skip(check, "needs a configuration without errors"));
      }
      return findings;
    }
    findings.addAll(config(loaded));
    findings.addAll(broker(loaded.config()).findings());
    findings.addAll(new StorageChecks(loaded.config(), environment).findings());
    findings.addAll(new StartChecks(loaded.config()).findings(findings));
    return findings;
  }

  private BrokerChecks broker(FootfallConfig config) {
    return new BrokerChecks(config.kafka(), config.mapping().maxAge(), clock);
  }

  private static Finding wrongConfig(String problem, FootfallException error) {
    return Finding.fail("configuration", problem, error.remedy());
  }

  private static List<Finding> config(ConfigLoader.Loaded loaded) {
    if (loaded.warnings().isEmpty()) {
      return List.of(Finding.ok("configuration", "keys: " + loaded.values().size()));
    }
    return loaded.warnings().stream()
        .map(warning -> Finding.warn("configuration", warning, ""))
        .toList();
  }
}
