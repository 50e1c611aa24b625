package io.footfall.offsets.core;

import java.util.HashMap;
import java.util.Map;

class InMemoryOffsetStoreTest extends OffsetStoreContract {
  private final Map<String, InMemoryOffsetStore.Place> places = new HashMap<>();

  @Override
  protected OffsetStore open(String job) {
    return new InMemoryOffsetStore(
        places.computeIfAbsent(job, name -> new InMemoryOffsetStore.Place()));
  }
}
