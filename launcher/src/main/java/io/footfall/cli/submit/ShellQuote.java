package io.footfall.cli.submit;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Commands as a POSIX shell reads them. */
public final class ShellQuote {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  private ShellQuote() {}

  /** One line that a shell splits into exactly these words. */
  public static String line(List<String> words) {
    return words.stream().map(ShellQuote::word).collect(Collectors.joining(" "));
  }

  private static String word(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
