package io.footfall.generator.core;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footfall.schema.core.event.Reason;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was sent, in numbers. {@code produced = valid + sum of malformed}.
 *
 * @param produced all records
 * @param valid events, duplicates included
 * @param malformed records that are no events, by what the codec must say of them
 * @param duplicates second copies; the same bytes under another offset
 * @param late valid records sent out of order within the lateness bound, duplicates not counted
 * @param tooLate valid records sent beyond it
 * @param eventsByType valid records
 * @param amounts of valid records
 * @param distinctUsers users with a valid record
 * @param start event time at which the stream starts
 * @param firstEvent smallest event time of a valid record; {@code start} when there is none
 * @param lastEvent largest event time of a valid record; {@code start} when there is none
 */
public record Truth(
    long seed,
    long produced,
    long valid,
    Map<Reason, Long> malformed,
    long duplicates,
    long late,
    long tooLate,
    Map<String, Long> eventsByType,
    List<AmountSum> amounts,
    long distinctUsers,
    Instant start,
    Instant firstEvent,
    Instant lastEvent) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public Truth {
    malformed = Map.copyOf(malformed);
    eventsByType = Map.copyOf(eventsByType);
    amounts = List.copyOf(amounts);
  }

  /** Records that must end in quarantine. */
  public long quarantined() {
    return malformed.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Other facts may be added to it: {@link #fromJson} passes over what it does not know. */
  public ObjectNode toJson() {
    ObjectNode node = JSON.createObjectNode();
    node.put("seed", seed);
    node.put("produced", produced);
    node.put("valid", valid);
    node.put("quarantined", quarantined());
    ObjectNode reasons = node.putObject("malformed");
    new TreeMap<>(malformed).forEach((reason, count) -> reasons.put(reason.name(), count));
    node.put("duplicates", duplicates);
    node.put("late", late);
    node.put("too_late", tooLate);
    ObjectNode types = node.putObject("events_by_type");
    new TreeMap<>(eventsByType).forEach(types::put);
    ArrayNode sums = node.putArray("amounts");
    for (AmountSum sum : amounts) {
      sums.addObject()
          .put("event_type", sum.eventType())
          .put("currency", sum.currency())
          .put("amount", sum.amount().toPlainString());
    }
    node.put("distinct_users", distinctUsers);
    node.put("start", start.toString());
    node.put("first_event", firstEvent.toString());
    node.put("last_event", lastEvent.toString());
    return node;
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws io.footfall.schema.core.error.FootfallException when the text is something else
   */
  public static Truth fromJson(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      Map<Reason, Long> malformed = new EnumMap<>(Reason.class);
      node.required("malformed")
          .fields()
          .forEachRemaining(e -> malformed.put(Reason.valueOf(e.getKey()), e.getValue().asLong()));
      Map<String, Long> types = new TreeMap<>();
      node.required("events_by_type")
          .fields()
          .forEachRemaining(e -> types.put(e.getKey(), e.getValue().asLong()));
      return new Truth(
          node.required("seed").asLong(),
          node.required("produced").asLong(),
          node.required("valid").asLong(),
          malformed,
          node.required("duplicates").asLong(),
          node.required("late").asLong(),
          node.required("too_late").asLong(),
          types,
          amounts(node.required("amounts")),
          node.required("distinct_users").asLong(),
          Instant.parse(node.required("start").asText()),
          Instant.parse(node.required("first_event").asText()),
          Instant.parse(node.required("last_event").asText()));
    } catch (JsonProcessingException e) {
      throw GeneratorErrors.badTruth(e.getOriginalMessage());
    } catch (RuntimeException e) {
      throw GeneratorErrors.badTruth(e.getMessage());
    }
  }

  private static List<AmountSum> amounts(JsonNode node) {
    List<AmountSum> sums = new ArrayList<>();
    for (JsonNode sum : node) {
      sums.add(
          new AmountSum(
              sum.required("event_type").asText(),
              sum.required("currency").asText(),
              new BigDecimal(sum.required("amount").asText())));
    }
    return sums;
  }
}
