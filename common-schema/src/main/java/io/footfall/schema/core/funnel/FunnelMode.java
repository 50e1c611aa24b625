package io.footfall.schema.core.funnel;

/** How events make a chain. */
public enum FunnelMode {
  /** In order, other events may lie between; the best chain over all starts. */
  ORDERED("footfall", "ordered"),
  /** In order; a chain ends at the first event that is neither its next step nor its current. */
  STRICT_ORDER("footfall", "strict_order"),
  /** The most different steps, in whatever order. */
  UNORDERED("footfall", "unordered"),
  /** ClickHouse's {@code windowFunnel}: greedy, and one event may climb several steps. */
  CLICKHOUSE("clickhouse", "ordered"),
  /** ClickHouse's {@code windowFunnel} with {@code strict_deduplication}. */
  CLICKHOUSE_STRICT_DEDUPLICATION("clickhouse", "strict_deduplication"),
  /** ClickHouse's {@code windowFunnel} with {@code strict_order}. */
  CLICKHOUSE_STRICT_ORDER("clickhouse", "strict_order");

  private final String dialect;
  private final String configName;

  FunnelMode(String dialect, String configName) {
    this.dialect = dialect;
    this.configName = configName;
  }

  /** {@code footfall} or {@code clickhouse}. */
  public String dialect() {
    return dialect;
  }

  /** The value of {@code mode}; unique within a dialect. */
  public String configName() {
    return configName;
  }

  /** True where an event that matches nothing can end a chain. */
  public boolean heedsOtherEvents() {
    return this == STRICT_ORDER || this == CLICKHOUSE_STRICT_ORDER;
  }

  /** True where exclusions have a meaning. */
  public boolean takesExclusions() {
    return this == ORDERED || this == STRICT_ORDER;
  }
}
