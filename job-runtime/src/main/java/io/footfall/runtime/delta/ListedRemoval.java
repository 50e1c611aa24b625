package io.footfall.runtime.delta;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.actions.CommitInfo;

/**
 * Commits that take rows away which stand in {@code removals}, or that are too old to be kept and
 * stand for no offset. They say so in Delta's own place for remarks, by which a table's driver
 * tells them from a DELETE of somebody's: it goes on. That what they say is so, {@code footfall
 * audit offsets} proves, of all rows that stand for offsets.
 */
public final class ListedRemoval {
  static final String LISTED = "footfall: the rows removed are listed in removals";
  static final String OUTLIVED = "footfall: the rows removed have outlived footfall.retention";

  private static final String SETTING = "spark.databricks.delta.commitInfo.userMetadata";

  private ListedRemoval() {}

  /**
   * Runs a change whose commit is marked as one of rows that are listed.
   *
   * @param session of the change, and of nothing else meanwhile
   */
  public static void commit(SparkSession session, Runnable change) {
    session.conf().set(SETTING, LISTED);
    try {
      change.run();
    } finally {
      session.conf().unset(SETTING);
    }
  }

  static boolean is(CommitInfo commit) {
    return commit.userMetadata().contains(LISTED) || commit.userMetadata().contains(OUTLIVED);
  }
}
