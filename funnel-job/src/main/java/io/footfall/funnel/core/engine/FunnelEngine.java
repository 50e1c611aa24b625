package io.footfall.funnel.core.engine;

/**
 * Finds the canonical chain of a user and cohort. O(n log n) with the sorting of the timeline, of
 * which this is the O(n) part: each event costs at most a bounded number of operations, which the
 * 32 steps bound. Not thread-safe: it keeps its buffers.
 */
public final class FunnelEngine {
  private final Shape shape;
  private final CohortSearch search;

  /** The algorithm of one mode. */
  interface CohortSearch {
    /**
     * Searches one cohort.
     *
     * @param from first event of the cohort
     * @param until end of the events that a chain of the cohort can hold
     * @param cohortEnd time from which a chain must not start
     * @return null when nothing starts in the cohort
     */
    Chain best(Timeline events, int from, int until, long cohortEnd);
  }

  public FunnelEngine(Shape shape) {
    this.shape = shape;
    this.search =
        switch (shape.mode()) {
          case ORDERED, STRICT_ORDER -> new ChainSearch(shape);
          case UNORDERED -> new UnorderedSearch(shape);
          case CLICKHOUSE, CLICKHOUSE_STRICT_DEDUPLICATION, CLICKHOUSE_STRICT_ORDER ->
              new ClickHouseSearch(shape);
        };
  }

  public Shape shape() {
    return shape;
  }

  /**
   * The canonical chain: deepest level, then earliest time of the deepest step, then latest start,
   * then smallest event id of the start, then earliest steps between.
   *
   * @param events of one user; those before the cohort and after its end do not count
   * @param cohort start of a bucket ({@link Shape#cohortOf})
   * @return null when no chain starts in the cohort
   */
  public Chain best(Timeline events, long cohort) {
    int from = events.firstAt(cohort);
    int until = events.firstAt(shape.finalFrom(cohort));
    return search.best(events, from, until, cohort + shape.cohortMicros());
  }

  /**
   * Why the chain of a final cohort stopped before the last step.
   *
   * @param chain what {@link #best} gave for the cohort, its level below the number of steps
   */
  public Abandonment whyAbandoned(Timeline events, long cohort, Chain chain) {
    if (!shape.exclusions().isEmpty()) {
      Chain free = new FunnelEngine(shape.withoutExclusions()).best(events, cohort);
      if (free.level() > chain.level()) {
        return Abandonment.EXCLUSION;
      }
    }
    int until = events.firstAt(chain.start() + shape.windowMicros() + 1);
    for (int i = events.firstAt(chain.start()); i < until; i++) {
      boolean deeper = (events.steps(i) >>> chain.level()) != 0;
      if (deeper && i != chain.first() && i != chain.last() && ordered()) {
        return Abandonment.ORDER;
      }
    }
    return Abandonment.WINDOW;
  }

  private boolean ordered() {
    return !(search instanceof UnorderedSearch);
  }
}
