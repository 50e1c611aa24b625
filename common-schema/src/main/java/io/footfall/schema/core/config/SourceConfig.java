package io.footfall.schema.core.config;

/**
 * How a job reads the topic.
 *
 * @param startingOffsets where a pipeline that has neither checkpoint nor table starts
 * @param maxOffsetsPerTrigger the most offsets one batch takes, over all partitions
 * @param acceptStateLoss whether a job goes on without a state that cannot be rebuilt
 */
public record SourceConfig(
    StartingOffsets startingOffsets, long maxOffsetsPerTrigger, boolean acceptStateLoss) {

  /** {@code footfall.source.starting-offsets}. */
  public enum StartingOffsets {
    EARLIEST,
    LATEST,
    /** What an earlier pipeline, or another tool, has published. */
    PUBLISHED
  }
}
