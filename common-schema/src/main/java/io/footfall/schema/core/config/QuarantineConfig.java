package io.footfall.schema.core.config;

/** What {@code quarantine} keeps of a rejected record beside where it was and why. */
public record QuarantineConfig(RawPolicy raw) {

  /** {@code footfall.quarantine.raw}. */
  public enum RawPolicy {
    /** {@link #KEEP}, but {@link #OMIT} where a privacy rule drops or hashes a field. */
    AUTO,
    KEEP,
    OMIT
  }
}
