package io.footfall.schema.core.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** "Did you mean". */
final class Suggestions {

  private static final int SHORTEST_BEGINNING = 4;

  private Suggestions() {}

  /** A remedy that names what was probably meant. */
  static String didYouMean(String meant) {
    return "did you mean " + meant + "? docs/configuration.md lists the keys";
  }

  /**
   * The candidate that {@code text} most likely was meant to be: one of which it is the end or the
   * beginning, else the nearest within a quarter of its length.
   */
  static Optional<String> nearest(String text, Collection<String> candidates) {
    String wanted = text.toLowerCase(Locale.ROOT);
    int limit = Math.max(2, wanted.length() / 4);
    LevenshteinDistance distance = new LevenshteinDistance(limit);
    Comparator<String> byDistance =
        Comparator.comparingInt(candidate -> score(wanted, candidate, distance));
    return candidates.stream()
        .filter(candidate -> score(wanted, candidate, distance) <= limit)
        .min(byDistance.thenComparing(Comparator.naturalOrder()));
  }

  private static int score(String wanted, String candidate, LevenshteinDistance distance) {
    String other = candidate.toLowerCase(Locale.ROOT);
    int edits = distance.apply(wanted, other);
    if (edits >= 0) {
      return edits;
    }
    boolean part = other.endsWith("." + wanted) || isBeginning(wanted, other);
    return part ? 2 : Integer.MAX_VALUE;
  }

  private static boolean isBeginning(String wanted, String other) {
    return wanted.length() >= SHORTEST_BEGINNING && other.startsWith(wanted);
  }
}
