package io.footfall.schema.core.config;

import io.footfall.schema.core.error.ErrorCategory;
import io.footfall.schema.core.error.FootfallException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Every error of the configuration that a person sees. */
final class ConfigErrors {

  private ConfigErrors() {}

  /** One problem as one sentence, several as one line each. */
  static FootfallException invalid(List<Findings.Problem> problems) {
    if (problems.size() == 1) {
      Findings.Problem problem = problems.get(0);
      return user(problem.subject() + ": " + problem.what(), capital(problem.remedy()));
    }
    String lines =
        problems.stream()
            .map(p -> "  %s: %s; %s".formatted(p.subject(), p.what(), p.remedy()))
            .collect(Collectors.joining("\n"));
    return user(
        "the configuration has %d problems".formatted(problems.size()),
        "Correct all of these:\n" + lines);
  }

  static FootfallException syntax(String place, String what) {
    return user(
        place + ": not valid HOCON: " + what,
        "Correct the line; a value that holds any of $\"{}[]:=,+#`^?!@*&\\ or // needs double quotes");
  }

  static FootfallException badPropertiesLine(String place) {
    return user(
        place + ": a \\u escape without four hexadecimal digits",
        "Write a backslash twice where it stands for itself");
  }

  static FootfallException cyclicInclude(String place, String file) {
    return user(
        place + ": includes " + file + ", which is being read already", "Remove the include");
  }

  /** Why a file of the configuration cannot be read, in one line. */
  static FootfallException unreadable(Path file, IOException cause) {
    return user(file + " " + reason(file, cause), "Name a file that can be read");
  }

  static String reason(Path file, IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return "does not exist";
    }
    if (cause instanceof AccessDeniedException) {
      return "may not be read by this user";
    }
    if (cause instanceof CharacterCodingException) {
      return "is not UTF-8 text";
    }
    return Files.isDirectory(file) ? "is a folder" : "cannot be read: " + cause.getMessage();
  }

  static FootfallException otherHashKey(String stored, String given) {
    return user(
        "the mapping that was kept hashes with a key of fingerprint " + stored + ", but " + given,
        "Give the former key (footfall.privacy.hash-key-file) until the batch it began is"
            + " finished, then change it");
  }

  static FootfallException brokenMappingDocument(String what, Throwable cause) {
    return new FootfallException(
        ErrorCategory.INTERNAL,
        "the mapping that was kept cannot be read: " + what,
        "Restore the file from a backup, or use the version of Footfall that wrote it",
        cause);
  }

  private static FootfallException user(String problem, String remedy) {
    return new FootfallException(ErrorCategory.USER, problem, remedy);
  }

  private static String capital(String text) {
    return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }
}
