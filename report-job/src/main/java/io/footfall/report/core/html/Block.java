package io.footfall.report.core.html;

/** One part of a page. */
public interface Block {

  /** Its heading. */
  String title();

  /** HTML without the heading; what came from outside is escaped. */
  String body();
}
