package io.footfall.runtime.core;

class InMemoryTableSinkTest extends TableSinkContract {
  private final InMemoryTableSink.Store store = new InMemoryTableSink.Store();

  @Override
  protected TableSink open() {
    return new InMemoryTableSink("table", store);
  }

  @Override
  protected DataFile file() {
    return new DataFile("file-" + store.files.size(), "2026-01-01", 1, 1, 0, "{}");
  }

  @Override
  protected long rows() {
    return store.files.stream().mapToLong(DataFile::rows).sum();
  }
}
