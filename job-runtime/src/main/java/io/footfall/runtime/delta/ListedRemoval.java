package io.footfall.runtime.delta;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.actions.CommitInfo;

/**
 * Commits that take rows away which stand in {@code removals} already. They say so in Delta's own
 * place for remarks, by which a table's driver tells them from a DELETE of somebody's: it goes on.
 * That what they say is so, {@code footfall audit offsets} proves.
 */
public final class ListedRemoval {
  private static final String REMARK = "footfall: the rows removed are listed in removals";
  private static final String SETTING = "spark.databricks.delta.commitInfo.userMetadata";

  private ListedRemoval() {}

  /**
   * Runs a change whose commit is marked so.
   *
   * @param session of the change, and of nothing else meanwhile
   */
  public static void commit(SparkSession session, Runnable change) {
    session.conf().set(SETTING, REMARK);
    try {
      change.run();
    } finally {
      session.conf().unset(SETTING);
    }
  }

  static boolean is(CommitInfo commit) {
    return commit.userMetadata().contains(REMARK);
  }
}
