package io.footfall.cli.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a benchmark works, and with which settings. */
public final class BenchOptions {

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "Where broker and tables lie meanwhile (default: the system's temporary folder). Removed "
              + "afterwards if it was not there.")
  private Optional<Path> dataDir = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Set one key of the configuration, for all that is measured. May be given several times.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(names = "--seed", paramLabel = "N", description = "Same seed, same events (default: 42).")
  private long seed = 42;

  @Option(
      names = "--candidates",
      description =
          "Run Footfall's parse, files and commit driven from foreachBatch too: the other way of "
              + "writing that was considered.")
  private boolean candidates;

  public Optional<Path> dataDir() {
    return dataDir;
  }

  public Map<String, String> settings() {
    return settings;
  }

  public long seed() {
    return seed;
  }

  public boolean candidates() {
    return candidates;
  }
}
