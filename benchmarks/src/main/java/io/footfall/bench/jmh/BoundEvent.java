package io.footfall.bench.jmh;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.math.BigDecimal;

/** What people bind an event to; the time stays text. */
@JsonIgnoreProperties(ignoreUnknown = true)
public final class BoundEvent {
  public String eventId;
  public String userId;
  public String eventType;
  public String eventTime;
  public String itemId;
  public String category;
  public String page;
  public String channel;
  public String device;
  public String campaign;
  public BigDecimal amount;
  public String currency;
}
