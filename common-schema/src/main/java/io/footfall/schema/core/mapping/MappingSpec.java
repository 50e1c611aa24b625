package io.footfall.schema.core.mapping;

import io.footfall.schema.core.event.Field;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the JSON of a topic becomes canonical events: everything a verdict depends on beside the
 * bytes and the Kafka timestamp.
 *
 * @param fields a rule for every {@link Field}
 * @param timeFormat how event time is written
 * @param composeEventId what {@code event_id} is built from where no candidate of it is present;
 *     empty when it must be there
 * @param properties what happens to unmapped fields that must not reach a table
 * @param hashKey the HMAC key; present whenever a rule hashes
 * @param maxAhead how far event time may be ahead of the Kafka timestamp; empty for no bound
 * @param maxAge how far event time may be behind the Kafka timestamp; empty for no bound
 */
public record MappingSpec(
    Map<Field, FieldRule> fields,
    TimeFormat timeFormat,
    List<Field> composeEventId,
    Map<JsonPath, Privacy> properties,
    Optional<HashKey> hashKey,
    Optional<Duration> maxAhead,
    Optional<Duration> maxAge)
    implements Serializable {

  public MappingSpec {
    fields = Map.copyOf(fields);
    composeEventId = List.copyOf(composeEventId);
    properties = Map.copyOf(properties);
  }

  /** Optional is not serializable, and a mapping travels to executors. */
  private Object writeReplace() {
    return new Wire(
        fields,
        timeFormat,
        composeEventId,
        properties,
        hashKey.orElse(null),
        maxAhead.orElse(null),
        maxAge.orElse(null));
  }

  private record Wire(
      Map<Field, FieldRule> fields,
      TimeFormat timeFormat,
      List<Field> composeEventId,
      Map<JsonPath, Privacy> properties,
      HashKey hashKey,
      Duration maxAhead,
      Duration maxAge)
      implements Serializable {

    private Object readResolve() {
      return new MappingSpec(
          fields,
          timeFormat,
          composeEventId,
          properties,
          Optional.ofNullable(hashKey),
          Optional.ofNullable(maxAhead),
          Optional.ofNullable(maxAge));
    }
  }

  /** True when some field is dropped or hashed, so that raw bytes may say more than a table may. */
  public boolean hasPrivacyRules() {
    return !properties.isEmpty()
        || fields.values().stream().anyMatch(rule -> rule.privacy() != Privacy.KEEP);
  }
}
