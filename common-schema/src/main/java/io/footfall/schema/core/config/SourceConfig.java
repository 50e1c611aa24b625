package io.footfall.schema.core.config;

/**
 * How a job reads the topic.
 *
 * @param startingOffsets where a pipeline that has neither checkpoint nor table starts
 * @param maxOffsetsPerTrigger the most offsets one batch takes, over all partitions
 */
public record SourceConfig(StartingOffsets startingOffsets, long maxOffsetsPerTrigger) {

  /** {@code footfall.source.starting-offsets}. */
  public enum StartingOffsets {
    EARLIEST,
    LATEST
  }
}
