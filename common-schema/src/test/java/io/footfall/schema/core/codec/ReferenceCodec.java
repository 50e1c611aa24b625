package io.footfall.schema.core.codec;

import io.footfall.schema.core.codec.ReferenceJson.Broken;
import io.footfall.schema.core.codec.ReferenceJson.Kind;
import io.footfall.schema.core.codec.ReferenceJson.Node;
import io.footfall.schema.core.event.BehaviorEvent;
import io.footfall.schema.core.event.Field;
import io.footfall.schema.core.event.Reason;
import io.footfall.schema.core.event.Rejection;
import io.footfall.schema.core.event.Verdict;
import io.footfall.schema.core.mapping.FieldRule;
import io.footfall.schema.core.mapping.JsonPath;
import io.footfall.schema.core.mapping.MappingSpec;
import io.footfall.schema.core.mapping.Privacy;
import io.footfall.schema.core.mapping.TimeFormat;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The codec's contract in the plainest code there is: a tree, exceptions, BigDecimal. */
final class ReferenceCodec {
  private static final BigDecimal MIN_MICROS = micros(Instant.parse("0001-01-01T00:00:00Z"));
  private static final BigDecimal END_MICROS = micros(Instant.parse("+10000-01-01T00:00:00Z"));

  private final MappingSpec spec;
  private final Map<Field, Object> values = new EnumMap<>(Field.class);
  private final Map<String, String> properties = new LinkedHashMap<>();
  private final Set<List<String>> taken = new HashSet<>();

  private ReferenceCodec(MappingSpec spec) {
    this.spec = spec;
  }

  /** Holds the verdict on its way up. */
  private static final class Rejected extends Exception {
    private static final long serialVersionUID = 1L;
    final Reason reason;
    final String field;

    Rejected(Reason reason, String field) {
      this.reason = reason;
      this.field = field;
    }
  }

  /** The verdict; a rejection has no detail. */
  static Verdict parse(byte[] value, long timestampMillis, MappingSpec spec) {
    try {
      return new ReferenceCodec(spec).read(value, timestampMillis);
    } catch (Rejected e) {
      return new Rejection(e.reason, e.field, null);
    } catch (Broken e) {
      return new Rejection(e.reason, e.key == null ? null : Details.shown(e.key), null);
    }
  }

  private Verdict read(byte[] value, long timestampMillis) throws Rejected, Broken {
    String text = decoded(value);
    Node top = ReferenceJson.parse(text);
    surrogates(top);
    if (top.kind() != Kind.OBJECT) {
      throw new Rejected(Reason.NOT_AN_OBJECT, null);
    }
    Map<Field, Node> winners = new EnumMap<>(Field.class);
    for (Field field : Field.values()) {
      winner(top, field, winners);
    }
    leftOver(top, List.of());
    for (Field field : Field.values()) {
      check(field, winners, timestampMillis);
    }
    return event(winners);
  }

  private static String decoded(byte[] value) throws Rejected {
    String lenient = value == null ? "" : new String(value, StandardCharsets.UTF_8);
    String unmarked = lenient.startsWith("\ufeff") ? lenient.substring(1) : lenient;
    if (unmarked.chars().allMatch(c -> " \t\r\n".indexOf(c) >= 0)) {
      throw new Rejected(Reason.EMPTY, null);
    }
    if (value.length > 1_048_576) {
      throw new Rejected(Reason.TOO_LARGE, null);
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value));
      return unmarked;
    } catch (CharacterCodingException e) {
      throw new Rejected(Reason.INVALID_UTF8, null);
    }
  }

  private static void surrogates(Node node) throws Rejected {
    if (node.kind() == Kind.TEXT) {
      paired((String) node.value());
    } else if (node.kind() == Kind.ARRAY) {
      for (Node element : node.elements()) {
        surrogates(element);
      }
    } else if (node.kind() == Kind.OBJECT) {
      for (Map.Entry<String, Node> member : node.members().entrySet()) {
        paired(member.getKey());
        surrogates(member.getValue());
      }
    }
  }

  private static void paired(String text) throws Rejected {
    if (text.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF)) {
      throw new Rejected(Reason.INVALID_UTF8, null);
    }
  }

  private void winner(Node top, Field field, Map<Field, Node> winners) {
    for (JsonPath path : spec.fields().get(field).candidates()) {
      Node node = top;
      for (String segment : path.segments()) {
        node = node != null && node.kind() == Kind.OBJECT ? node.members().get(segment) : null;
      }
      if (node != null && node.kind() != Kind.NULL) {
        winners.put(field, node);
        taken.add(path.segments());
        return;
      }
    }
  }

  private void leftOver(Node object, List<String> above) throws Rejected {
    for (Map.Entry<String, Node> member : object.members().entrySet()) {
      List<String> path = new ArrayList<>(above);
      path.add(member.getKey());
      Node node = member.getValue();
      if (node.kind() == Kind.OBJECT && rules().keySet().stream().anyMatch(r -> below(r, path))) {
        leftOver(node, path);
      } else if (!taken.contains(path) && !(node.kind() == Kind.NULL && candidate(path))) {
        keep(path, node);
      }
    }
  }

  private void keep(List<String> path, Node node) throws Rejected {
    Set<Privacy> rules = new HashSet<>();
    rules()
        .forEach(
            (rule, privacies) -> {
              boolean reaches = rule.equals(path) || below(path, rule);
              if (reaches || (node.kind() == Kind.ARRAY && below(rule, path))) {
                rules.addAll(privacies);
              }
            });
    if (rules.contains(Privacy.DROP)) {
      return;
    }
    String key = path.size() == 1 ? path.get(0) : new JsonPath(path).toString();
    if (properties.containsKey(key)) {
      throw new Rejected(Reason.DUPLICATE_KEY, Details.shown(key));
    }
    boolean nested = node.kind() == Kind.OBJECT || node.kind() == Kind.ARRAY;
    String text = nested ? node.source() : (String) node.value();
    properties.put(key, rules.contains(Privacy.HASH) && text != null ? hmac(text) : text);
  }

  /** Every path of the mapping, with what may be kept of its values. */
  private Map<List<String>, Set<Privacy>> rules() {
    Map<List<String>, Set<Privacy>> rules = new LinkedHashMap<>();
    for (FieldRule rule : spec.fields().values()) {
      for (JsonPath path : rule.candidates()) {
        rules.computeIfAbsent(path.segments(), p -> new HashSet<>()).add(rule.privacy());
      }
    }
    spec.properties()
        .forEach(
            (path, privacy) ->
                rules.computeIfAbsent(path.segments(), p -> new HashSet<>()).add(privacy));
    return rules;
  }

  private boolean candidate(List<String> path) {
    return spec.fields().values().stream()
        .flatMap(rule -> rule.candidates().stream())
        .anyMatch(candidate -> candidate.segments().equals(path));
  }

  private static boolean below(List<String> path, List<String> above) {
    return path.size() > above.size() && path.subList(0, above.size()).equals(above);
  }

  private void check(Field field, Map<Field, Node> winners, long timestampMillis) throws Rejected {
    Node node = winners.get(field);
    if (node == null) {
      boolean composable =
          field == Field.EVENT_ID
              && spec.composeEventId().stream()
                  .anyMatch(
                      part ->
                          winners.containsKey(part)
                              && spec.fields().get(part).privacy() != Privacy.DROP);
      if (field.required() && !composable) {
        throw reject(Reason.MISSING_FIELD, field);
      }
      return;
    }
    boolean text = node.kind() == Kind.TEXT;
    if (field.required() && text && ((String) node.value()).isBlank()) {
      throw reject(Reason.MISSING_FIELD, field);
    }
    FieldRule rule = spec.fields().get(field);
    boolean numbers =
        field.isText()
            ? rule.acceptNumbers()
            : field == Field.AMOUNT || spec.timeFormat() instanceof TimeFormat.Epoch;
    if (!text && !(numbers && node.kind() == Kind.NUMBER)) {
      throw reject(Reason.WRONG_TYPE, field);
    }
    String value = (String) node.value();
    Object canonical =
        switch (field) {
          case EVENT_TIME -> time(value, timestampMillis);
          case AMOUNT -> amount(value);
          default -> {
            String translated = rule.translate().getOrDefault(value, value);
            yield rule.privacy() == Privacy.HASH ? hmac(translated) : translated;
          }
        };
    if (rule.privacy() != Privacy.DROP) {
      values.put(field, canonical);
    }
  }

  private long time(String text, long timestampMillis) throws Rejected {
    BigDecimal micros;
    try {
      if (spec.timeFormat() instanceof TimeFormat.Epoch epoch) {
        int shift =
            switch (epoch.unit()) {
              case SECONDS -> 6;
              case MILLIS -> 3;
              case MICROS -> 0;
              case NANOS -> -3;
            };
        micros = number(text, Reason.BAD_TIME, Field.EVENT_TIME).scaleByPowerOfTen(shift);
      } else {
        micros = micros(OffsetDateTime.parse(text).toInstant());
      }
    } catch (DateTimeException e) {
      throw reject(Reason.BAD_TIME, Field.EVENT_TIME);
    }
    BigDecimal arrival = BigDecimal.valueOf(timestampMillis).movePointRight(3);
    Duration ahead = spec.maxAhead().orElse(Duration.ofDays(10_000_000));
    Duration age = spec.maxAge().orElse(Duration.ofDays(10_000_000));
    if (micros.compareTo(MIN_MICROS) < 0) {
      throw reject(Reason.TIME_TOO_OLD, Field.EVENT_TIME);
    }
    if (micros.compareTo(END_MICROS) >= 0) {
      throw reject(Reason.TIME_TOO_FAR_AHEAD, Field.EVENT_TIME);
    }
    BigDecimal floored = micros.setScale(0, RoundingMode.FLOOR);
    if (floored.compareTo(arrival.add(micros(Instant.EPOCH.plus(ahead)))) > 0) {
      throw reject(Reason.TIME_TOO_FAR_AHEAD, Field.EVENT_TIME);
    }
    if (floored.compareTo(arrival.subtract(micros(Instant.EPOCH.plus(age)))) < 0) {
      throw reject(Reason.TIME_TOO_OLD, Field.EVENT_TIME);
    }
    return floored.longValueExact();
  }

  private static BigDecimal amount(String text) throws Rejected {
    BigDecimal number = number(text, Reason.BAD_AMOUNT, Field.AMOUNT).stripTrailingZeros();
    long integerDigits = (long) number.precision() - number.scale();
    if (number.signum() != 0 && (number.scale() > 4 || integerDigits > 14)) {
      throw reject(Reason.BAD_AMOUNT, Field.AMOUNT);
    }
    return number.signum() == 0 ? BigDecimal.ZERO.setScale(4) : number.setScale(4);
  }

  private static BigDecimal number(String text, Reason otherwise, Field field) throws Rejected {
    if (!text.matches("[+-]?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?")) {
      throw reject(otherwise, field);
    }
    int mark = Math.max(text.indexOf('e'), text.indexOf('E'));
    if (mark >= 0 && text.length() - mark > 9) {
      // BigDecimal takes no exponent this long; the mantissa's zero or sign then decides.
      BigDecimal mantissa = new BigDecimal(text.substring(0, mark));
      int exponent = text.charAt(mark + 1) == '-' ? -100_000_000 : 100_000_000;
      return mantissa.signum() == 0 ? BigDecimal.ZERO : mantissa.scaleByPowerOfTen(exponent);
    }
    return new BigDecimal(text);
  }

  private Verdict event(Map<Field, Node> winners) {
    String id = winners.containsKey(Field.EVENT_ID) ? text(Field.EVENT_ID) : composed();
    return new BehaviorEvent(
        id,
        text(Field.USER_ID),
        text(Field.EVENT_TYPE),
        (Long) values.get(Field.EVENT_TIME),
        text(Field.ITEM_ID),
        text(Field.CATEGORY),
        text(Field.PAGE),
        text(Field.CHANNEL),
        text(Field.DEVICE),
        text(Field.CAMPAIGN),
        (BigDecimal) values.get(Field.AMOUNT),
        text(Field.CURRENCY),
        properties);
  }

  private String text(Field field) {
    return (String) values.get(field);
  }

  private String composed() {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      for (Field part : spec.composeEventId()) {
        Object value = values.get(part);
        out.write(value == null ? 0 : 1);
        if (value instanceof String text) {
          byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
          out.writeInt(utf8.length);
          out.write(utf8);
        } else if (value != null) {
          out.writeInt(8);
          boolean amount = value instanceof BigDecimal;
          out.writeLong(amount ? ((BigDecimal) value).unscaledValue().longValue() : (Long) value);
        }
      }
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private String hmac(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(spec.hashKey().orElseThrow().bytes(), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static Rejected reject(Reason reason, Field field) {
    return new Rejected(reason, field.columnName());
  }

  private static BigDecimal micros(Instant instant) {
    return BigDecimal.valueOf(instant.getEpochSecond())
        .movePointRight(6)
        .add(BigDecimal.valueOf(instant.getNano() / 1_000));
  }
}
