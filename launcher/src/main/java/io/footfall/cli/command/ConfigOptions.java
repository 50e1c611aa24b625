package io.footfall.cli.command;

import com.typesafe.config.ConfigUtil;
import io.footfall.cli.context.CliErrors;
import io.footfall.cli.context.Invocation;
import io.footfall.cli.output.OutputFile;
import io.footfall.cli.run.LocalFolder;
import io.footfall.schema.core.config.ConfigLoader;
import io.footfall.schema.core.config.FootfallConfig;
import io.footfall.schema.kafka.KafkaClientSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which configuration a command works with. */
public final class ConfigOptions {

  /** Where commands leave their data, and look for it, when told nothing. */
  public static final Path DEFAULT_DATA_DIR = Path.of("footfall-data");

  private static final String FILE_IN_DATA_DIR = "footfall.conf";
  private static final String DATA_DIR_KEY = "footfall.data-dir";
  private static final String DATA_DIR_VARIABLE = "FOOTFALL_DATA_DIR";

  @ArgGroup(multiplicity = "0..1")
  private Source source = new Source();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Set one key, over file and environment. May be given several times.")
  private Map<String, String> overrides = new LinkedHashMap<>();

  private static final class Source {
    @Option(
        names = "--config",
        paramLabel = "FILE",
        description = "Configuration: HOCON or key=value lines.")
    private Path config;

    @Option(
        names = "--data-dir",
        paramLabel = "DIR",
        description =
            "Use DIR/footfall.conf, which a demo or a local run left behind. With neither "
                + "--config nor --data-dir: ./footfall-data/footfall.conf where there is one, "
                + "else the defaults.")
    private Path dataDir;
  }

  /**
   * The file that the options name.
   *
   * @throws io.footfall.schema.core.error.FootfallException category USER, if it is not there
   */
  public Optional<Path> file() {
    if (source.config != null) {
      if (!Files.isRegularFile(source.config) || !Files.isReadable(source.config)) {
        throw CliErrors.noConfigFile(source.config);
      }
      return Optional.of(source.config);
    }
    if (source.dataDir != null) {
      Path file = source.dataDir.resolve(FILE_IN_DATA_DIR);
      if (!Files.isReadable(file)) {
        throw CliErrors.noDataDir(source.dataDir);
      }
      return Optional.of(file);
    }
    return Optional.of(DEFAULT_DATA_DIR.resolve(FILE_IN_DATA_DIR)).filter(Files::isReadable);
  }

  /** Sets a key that {@code --set} did not. */
  void set(String key, String value) {
    overrides.putIfAbsent(key, value);
  }

  /** What {@code --set} said. */
  public Map<String, String> overrides() {
    return overrides;
  }

  /**
   * Loads the configuration and leaves its warnings to the caller.
   *
   * @throws io.footfall.schema.core.error.FootfallException category USER, naming every problem
   */
  public ConfigLoader.Loaded load(Invocation invocation) {
    return ConfigLoader.load(
        file(), invocation.configEnvironment(), overrides, KafkaClientSettings.names());
  }

  /**
   * Loads the configuration and says its warnings on stderr.
   *
   * @throws io.footfall.schema.core.error.FootfallException category USER, naming every problem
   */
  public FootfallConfig config(Invocation invocation) {
    ConfigLoader.Loaded loaded = load(invocation);
    warn(loaded, invocation);
    return loaded.config();
  }

  /** As {@link #config}, with one key set over all; says no warning again. */
  FootfallConfig with(String key, String value, Invocation invocation) {
    Map<String, String> settings = new LinkedHashMap<>(overrides);
    settings.put(key, value);
    return ConfigLoader.load(
            file(), invocation.configEnvironment(), settings, KafkaClientSettings.names())
        .config();
  }

  /**
   * As {@link #config}, for a command that makes what is not there: the data folder need not exist.
   *
   * @throws io.footfall.schema.core.error.FootfallException category USER, naming every problem
   */
  public FootfallConfig configForRun(Invocation invocation) {
    Map<String, String> settings = new LinkedHashMap<>(overrides);
    Optional<Path> file = Optional.ofNullable(source.config).map(named -> file().orElseThrow());
    if (file.isEmpty()) {
      Path dir = dataDir();
      file = Optional.of(dir.resolve(FILE_IN_DATA_DIR)).filter(Files::isReadable);
      if (file.isEmpty() && (source.dataDir != null || !environmentNamesDataDir(invocation))) {
        settings.putIfAbsent(DATA_DIR_KEY, dir.toString());
      }
    }
    ConfigLoader.Loaded loaded =
        ConfigLoader.load(
            file, invocation.configEnvironment(), settings, KafkaClientSettings.names());
    warn(loaded, invocation);
    return loaded.config();
  }

  /**
   * Leaves a {@code footfall.conf} in the data folder, by which later commands find the tables.
   * Where that is no folder of this machine, they need to be told as this one was.
   */
  public void remember(FootfallConfig config) {
    Optional<Path> file = LocalFolder.of(config).map(data -> data.resolve(FILE_IN_DATA_DIR));
    if (source.config == null && file.isPresent() && !Files.exists(file.get())) {
      OutputFile.write(
          file.get(),
          "# Made by footfall. Other commands find this folder with --data-dir.%n%s = %s"
              .formatted(DATA_DIR_KEY, ConfigUtil.quoteString(config.dataDir())));
    }
  }

  private Path dataDir() {
    if (source.dataDir != null && LocalFolder.isUri(source.dataDir.toString())) {
      throw CliErrors.dataDirOptionNotLocal(source.dataDir);
    }
    return (source.dataDir == null ? DEFAULT_DATA_DIR : source.dataDir)
        .toAbsolutePath()
        .normalize();
  }

  private static boolean environmentNamesDataDir(Invocation invocation) {
    return !invocation.environment().getOrDefault(DATA_DIR_VARIABLE, "").isBlank();
  }

  static void warn(ConfigLoader.Loaded loaded, Invocation invocation) {
    loaded.warnings().forEach(warning -> invocation.say("footfall: warning: " + warning));
  }
}
