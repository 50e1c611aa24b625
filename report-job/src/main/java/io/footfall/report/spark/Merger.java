package io.footfall.report.spark;

/** Brings report tables up to what their source holds now. */
interface Merger {

  /** The source, and what is made of it, for people: {@code event_stats}. */
  String name();

  /**
   * Merges. Whatever moment it is killed at, running it again gives the same tables.
   *
   * @return how many data files of the source were new; 0 also where there is no source yet
   */
  int merge(Merging merging);
}
