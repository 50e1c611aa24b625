package io.footfall.schema.core.config;

import java.time.Duration;
import java.util.List;

/**
 * Metrics, health and the live page of a process that runs jobs.
 *
 * @param enabled whether anything listens at all
 * @param host the address that is listened at
 * @param port of a process whose first job is ingest; the other jobs' ports follow it; 0 for any
 * @param page whether the live page is served, and what only the page needs is counted
 * @param eventTypes the event types that get a series of their own
 * @param currencies the currencies whose amounts are summed, each for itself
 * @param lagInterval how often the broker is asked for the ends of the topic
 */
public record MetricsConfig(
    boolean enabled,
    String host,
    int port,
    boolean page,
    List<String> eventTypes,
    List<String> currencies,
    Duration lagInterval) {

  public MetricsConfig {
    eventTypes = List.copyOf(eventTypes);
    currencies = List.copyOf(currencies);
  }
}
