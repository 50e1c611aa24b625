package io.footfall.funnel.core.engine;

/** Why a chain did not go further. A closed set: a table column. */
public enum Abandonment {
  /** Nothing that would have gone further happened within the window. */
  WINDOW,
  /** Without the exclusions the chain would have gone further. */
  EXCLUSION,
  /** A later step happened within the window, but not where the mode wants it. */
  ORDER
}
