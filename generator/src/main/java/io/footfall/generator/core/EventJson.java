package io.footfall.generator.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.LocalDate;
import java.util.Arrays;

/**
 * Writes events as JSON under the contract's default names. By hand, for the generator shares the
 * machine with what it measures; so texts must need no escape, as those of the shop do not.
 */
final class EventJson {
  private static final int DAY_MILLIS = 86_400_000;

  private byte[] buffer = new byte[512];
  private int length;
  private long cachedDay = Long.MIN_VALUE;
  private byte[] cachedDate = {};

  byte[] write(ShopEvent event) {
    length = 0;
    raw("{\"eventId\":\"");
    raw(event.eventId());
    text("userId", event.userId());
    text("eventType", event.eventType());
    raw("\",\"eventTime\":\"");
    time(event.eventTimeMillis());
    text("itemId", event.itemId());
    text("category", event.category());
    text("page", event.page());
    text("channel", event.channel());
    text("device", event.device());
    text("campaign", event.campaign());
    if (event.amountCents() >= 0) {
      raw("\",\"amount\":");
      amount(event.amountCents());
      raw(",\"currency\":\"");
      raw(event.currency());
    }
    text("referrer", event.referrer());
    text("experiment", event.experiment());
    raw("\",\"client\":{\"version\":\"");
    raw(event.appVersion());
    text("language", event.language());
    raw("\"}}");
    return Arrays.copyOf(buffer, length);
  }

  /** Closes the text before it and opens its own; nothing for null. */
  private void text(String name, String value) {
    if (value != null) {
      raw("\",\"");
      raw(name);
      raw("\":\"");
      raw(value);
    }
  }

  private void raw(String text) {
    reserve(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        bytes(text.substring(i).getBytes(UTF_8));
        return;
      }
      buffer[length++] = (byte) c;
    }
  }

  private void bytes(byte[] source) {
    reserve(source.length);
    System.arraycopy(source, 0, buffer, length, source.length);
    length += source.length;
  }

  private void reserve(int more) {
    if (buffer.length - length < more) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
    }
  }

  private void amount(long cents) {
    raw(Long.toString(cents / 100));
    raw(".");
    digits((int) (cents % 100), 2);
  }

  /** ISO-8601 with milliseconds, UTC. */
  private void time(long millis) {
    long day = Math.floorDiv(millis, DAY_MILLIS);
    if (day != cachedDay) {
      cachedDate = LocalDate.ofEpochDay(day).toString().getBytes(UTF_8);
      cachedDay = day;
    }
    bytes(cachedDate);
    int ofDay = Math.floorMod(millis, DAY_MILLIS);
    raw("T");
    digits(ofDay / 3_600_000, 2);
    raw(":");
    digits(ofDay / 60_000 % 60, 2);
    raw(":");
    digits(ofDay / 1_000 % 60, 2);
    raw(".");
    digits(ofDay % 1_000, 3);
    raw("Z");
  }

  private void digits(int value, int count) {
    reserve(count);
    int rest = value;
    for (int i = count - 1; i >= 0; i--) {
      buffer[length + i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += count;
  }
}
