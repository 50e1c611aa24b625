package io.footfall.schema.core.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Folders that are local paths or URIs. */
final class Locations {
  private static final Pattern URI = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(//[^/]*)?(.*)");

  // Not those of a bare scheme: hdfs:/// keeps them.
  private static final Pattern FINAL_SLASHES = Pattern.compile("(?<=[^/:])/+$");

  private Locations() {}

  /** A URI as it stands, a local path from the working directory on; no slash at the end. */
  static String absolute(String text) throws BadValueException {
    if (URI.matcher(text).matches()) {
      return FINAL_SLASHES.matcher(text).replaceFirst("");
    }
    if (text.startsWith("~")) {
      throw new BadValueException("'~' has no meaning here", "write ${HOME} or the full path");
    }
    try {
      return Path.of(text).toAbsolutePath().normalize().toString();
    } catch (InvalidPathException e) {
      throw new BadValueException("not a path", "name a folder or a URI");
    }
  }

  /** True when both are the same folder or one lies in the other. */
  static boolean overlap(String one, String other) {
    String first = comparable(one);
    String second = comparable(other);
    return first.startsWith(second) || second.startsWith(first);
  }

  /** Scheme, authority and path with a slash at the end; {@code file:} made equal to no scheme. */
  private static String comparable(String location) {
    Matcher uri = URI.matcher(location);
    if (!uri.matches()) {
      return path(location);
    }
    String scheme = uri.group(1).toLowerCase(Locale.ROOT);
    String authority = uri.group(2) == null ? "//" : uri.group(2).toLowerCase(Locale.ROOT);
    return scheme.equals("file") ? path(uri.group(3)) : scheme + authority + path(uri.group(3));
  }

  private static String path(String path) {
    String normal = Path.of("/" + path).normalize().toString();
    return normal.endsWith("/") ? normal : normal + "/";
  }
}
