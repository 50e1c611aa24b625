package io.footfall.runtime.spark;

/** How long a job runs. */
public enum RunMode {
  /** Until it is stopped. */
  CONTINUOUS,
  /** Until it has read what the topic held when it started. */
  AVAILABLE_NOW
}
