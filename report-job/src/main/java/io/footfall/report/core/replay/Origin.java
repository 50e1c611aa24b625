package io.footfall.report.core.replay;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A record in quarantine. */
public record Origin(int sourceEpoch, String topic, int partition, long offset) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,9})/([^/]+)/(\\d{1,9})/(\\d{1,18})");

  /** As it stands in the header of what was sent again. */
  public String text() {
    return sourceEpoch + "/" + topic + "/" + partition + "/" + offset;
  }

  /** Reads {@link #text}; empty for anything else. */
  public static Optional<Origin> parse(String text) {
    Matcher parts = FORM.matcher(text);
    return parts.matches()
        ? Optional.of(
            new Origin(
                Integer.parseInt(parts.group(1)),
                parts.group(2),
                Integer.parseInt(parts.group(3)),
                Long.parseLong(parts.group(4))))
        : Optional.empty();
  }
}
