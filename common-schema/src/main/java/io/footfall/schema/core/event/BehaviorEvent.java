package io.footfall.schema.core.event;

import java.math.BigDecimal;
import java.util.Map;

/**
 * The canonical event. Where it came from in Kafka is kept beside it, not in it.
 *
 * <p>Fields outside the codec's projection are null ({@code properties} empty, {@code
 * eventTimeMicros} always set).
 *
 * @param eventTimeMicros microseconds since 1970-01-01T00:00:00Z
 * @param amount at most 14 integer digits, scale 4; null when absent
 * @param properties every unmapped field under its JSON name, a field left over from a partly
 *     mapped object under its path ({@code $.user.name}); nested values as the JSON text they had;
 *     JSON null as null; never null itself, unmodifiable by contract
 */
public record BehaviorEvent(
    String eventId,
    String userId,
    String eventType,
    long eventTimeMicros,
    String itemId,
    String category,
    String page,
    String channel,
    String device,
    String campaign,
    BigDecimal amount,
    String currency,
    Map<String, String> properties)
    implements Verdict {}
