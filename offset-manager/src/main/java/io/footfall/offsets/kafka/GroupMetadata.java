package io.footfall.offsets.kafka;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text beside each committed offset: {@code footfall default/ingest epoch 0}. */
record GroupMetadata(String owner) {
  private static final Pattern TEXT = Pattern.compile("footfall (\\S+) epoch (\\d{1,9})");

  String text(int sourceEpoch) {
    return "footfall %s epoch %d".formatted(owner, sourceEpoch);
  }

  /** Who wrote it; empty for an offset that a plain consumer has committed. */
  static Optional<String> owner(String text) {
    Matcher matcher = TEXT.matcher(text == null ? "" : text);
    return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  /** 0 for an offset that a plain consumer has committed. */
  static int epoch(String text) {
    Matcher matcher = TEXT.matcher(text == null ? "" : text);
    return matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
  }
}
