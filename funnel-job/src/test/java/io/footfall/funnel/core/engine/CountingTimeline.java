package io.footfall.funnel.core.engine;

/** Counts the events that are looked at. */
final class CountingTimeline extends Timeline {
  private long looks;

  CountingTimeline(int capacity) {
    super(capacity);
  }

  long looks() {
    return looks;
  }

  @Override
  public long time(int index) {
    looks++;
    return super.time(index);
  }

  @Override
  public int steps(int index) {
    looks++;
    return super.steps(index);
  }

  @Override
  public int excluded(int index) {
    looks++;
    return super.excluded(index);
  }

  @Override
  public int firstAt(long micros) {
    looks += Integer.SIZE - Integer.numberOfLeadingZeros(size());
    return super.firstAt(micros);
  }

  @Override
  int instantEnd(int index, int until) {
    int end = super.instantEnd(index, until);
    looks += end - index;
    return end;
  }
}
