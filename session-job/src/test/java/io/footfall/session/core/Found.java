package io.footfall.session.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** A session's content, in a form that tests can compare and people can read. */
public record Found(
    String user,
    String id,
    long start,
    long end,
    long events,
    Map<String, Long> types,
    Map<String, BigDecimal> ordered,
    Map<String, BigDecimal> paid,
    String firstPage,
    String lastPage,
    String channel,
    String device,
    String campaign,
    boolean split,
    boolean bot,
    boolean bounce,
    long duplicates,
    long conflicts,
    long kafkaMicros) {

  static Found of(SessionUpdate row) {
    Map<String, Long> types = new TreeMap<>();
    for (int i = 0; i < row.types().size(); i++) {
      types.put(text(row.types().name(i)), row.types().sum(i).longValueExact());
    }
    return new Found(
        text(row.user()),
        HexFormat.of().formatHex(row.sessionId()),
        row.startMicros(),
        row.endMicros(),
        row.events(),
        types,
        amounts(row.ordered()),
        amounts(row.paid()),
        text(row.firstPage()),
        text(row.lastPage()),
        text(row.channel()),
        text(row.device()),
        text(row.campaign()),
        row.split(),
        row.isBot(),
        row.isBounce(),
        row.duplicates(),
        row.conflicts(),
        row.kafkaMicros());
  }

  static String text(byte[] utf8) {
    return utf8 == null ? null : new String(utf8, UTF_8);
  }

  private static Map<String, BigDecimal> amounts(Tally tally) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    for (int i = 0; i < tally.size(); i++) {
      sums.put(text(tally.name(i)), new BigDecimal(tally.sum(i), 4));
    }
    return sums;
  }
}
