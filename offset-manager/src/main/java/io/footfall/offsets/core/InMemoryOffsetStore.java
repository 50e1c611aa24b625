package io.footfall.offsets.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** In memory; several may share one {@link Place}, as several processes do. */
public final class InMemoryOffsetStore implements OffsetStore {
  private final Place place;

  public InMemoryOffsetStore(Place place) {
    this.place = place;
  }

  /** What outlives a process. Thread-safe. */
  public static final class Place {
    private final List<Position> writes = new ArrayList<>();
    private RuntimeException outage;

    /** From now on each call fails with this; null ends it. */
    public synchronized void fail(RuntimeException with) {
      outage = with;
    }

    /** Everything that was ever written, in order. */
    public synchronized List<Position> writes() {
      return List.copyOf(writes);
    }

    private synchronized Optional<Position> newest() {
      throwIfOut();
      return writes.isEmpty() ? Optional.empty() : Optional.of(writes.get(writes.size() - 1));
    }

    private synchronized void add(Position position) {
      throwIfOut();
      writes.add(position);
    }

    private void throwIfOut() {
      if (outage != null) {
        throw outage;
      }
    }
  }

  @Override
  public String describe() {
    return "memory";
  }

  @Override
  public Optional<Position> read() {
    return place.newest();
  }

  @Override
  public void write(Position position) {
    place.add(position);
  }

  @Override
  public void close() {}
}
