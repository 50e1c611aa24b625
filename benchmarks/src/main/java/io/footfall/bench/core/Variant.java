package io.footfall.bench.core;

/**
 * One of what is measured side by side.
 *
 * @param key in tables and JSON: small letters, digits, hyphens
 * @param what it is, for people
 */
public record Variant(String key, String what, Role role) {

  /** What a variant is there for, in the order in which they are shown. */
  public enum Role {
    /** What the benchmark is about; the first one is compared with all others. */
    SUBJECT,
    /** Another way of doing the same that was considered. */
    CANDIDATE,
    /** What others do; the subject's speed is given as a multiple of the first one's. */
    BASELINE,
    /** As fast as anything could be. */
    CEILING
  }

  /** True when its rows end in tables. */
  public boolean keepsRows() {
    return role != Role.CEILING;
  }
}
