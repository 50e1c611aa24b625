package io.footfall.bench.core;

/** What is measured side by side. */
public enum Variant {
  FOOTFALL("footfall", "Footfall's ingest job"),
  FOREACH_BATCH("foreachBatch", "the same parse, files and commit, driven from foreachBatch"),
  STOCK("stock", "Kafka source, from_json, required fields present, stock Delta sink"),
  CEILING("ceiling", "Kafka source, noop sink");

  private final String key;
  private final String what;

  Variant(String key, String what) {
    this.key = key;
    this.what = what;
  }

  /** In tables and JSON. */
  public String key() {
    return key;
  }

  public String what() {
    return what;
  }

  /** True for what runs only when asked for. */
  public boolean candidate() {
    return this == FOREACH_BATCH;
  }

  /** True when its rows end in tables. */
  public boolean keepsRows() {
    return this != CEILING;
  }
}
