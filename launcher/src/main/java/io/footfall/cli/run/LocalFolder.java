package io.footfall.cli.run;

import io.footfall.cli.context.CliErrors;
import io.footfall.schema.core.config.FootfallConfig;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code footfall.data-dir} as a folder of this machine; it may also be a URI such as s3a://. */
public final class LocalFolder {
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(//)?(/.*)?.*");

  private LocalFolder() {}

  /** The folder; empty where the configuration names another file system. */
  public static Optional<Path> of(FootfallConfig config) {
    Matcher uri = SCHEME.matcher(config.dataDir());
    if (!uri.matches()) {
      return Optional.of(Path.of(config.dataDir()));
    }
    boolean isHere = uri.group(1).equalsIgnoreCase("file") && uri.group(3) != null;
    return isHere ? Optional.of(Path.of(uri.group(3))) : Optional.empty();
  }

  /** True for a text that is no path but names a file system. */
  public static boolean isUri(String text) {
    return SCHEME.matcher(text).matches();
  }

  /**
   * The folder.
   *
   * @param purpose what needs it, as the subject of a sentence
   * @throws io.footfall.schema.core.error.FootfallException category USER, where the configuration
   *     names another file system
   */
  public static Path require(FootfallConfig config, String purpose) {
    return of(config).orElseThrow(() -> CliErrors.dataDirNotLocal(config.dataDir(), purpose));
  }
}
