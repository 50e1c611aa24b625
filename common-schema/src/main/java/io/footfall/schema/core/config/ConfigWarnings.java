package io.footfall.schema.core.config;

import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Settings that are valid and still do not do what their author expects. */
public final class ConfigWarnings {
  private static final Pattern LOCAL = Pattern.compile("local(?:\\[(\\*|\\d+)(?:,\\s*\\d+)?])?");
  private static final String SHUFFLE_PARTITIONS = "spark.sql.shuffle.partitions";
  private static final int PARTITIONS_PER_CORE = 4;

  private ConfigWarnings() {}

  /**
   * What to say before a run on this machine.
   *
   * @param master the Spark master that the run uses
   * @param cores of this machine; {@code local[N]} counts N
   */
  public static List<String> forMaster(FootfallConfig config, String master, int cores) {
    Matcher local = LOCAL.matcher(master);
    String partitions = config.spark().getOrDefault(SHUFFLE_PARTITIONS, "0");
    if (!local.matches() || !partitions.matches("\\d{1,9}")) {
      return List.of();
    }
    int used = master.equals("local") ? 1 : cores(local.group(1), cores);
    int most = used * PARTITIONS_PER_CORE;
    if (Integer.parseInt(partitions) <= most) {
      return List.of();
    }
    return List.of(
        "%s = %s makes many tiny tasks on %d cores (%s); set it to %d or less"
            .formatted(SHUFFLE_PARTITIONS, partitions, used, master, most));
  }

  private static int cores(String stated, int cores) {
    return stated.equals("*") ? cores : Integer.parseInt(stated);
  }

  /** Keys of the old DStream API, which Structured Streaming never reads. */
  static void dstreamKeys(Collection<Given> all, long maxOffsets, Findings findings) {
    for (Given given : all) {
      if (given.key().startsWith("spark.streaming.")) {
        findings.warning(
            ("%s (%s) has no effect on Structured Streaming;"
                    + " what bounds a batch is %s, now %d")
                .formatted(given.key(), given.place(), Options.MAX_OFFSETS.key(), maxOffsets));
      }
    }
  }

  /** Secrets that every user of the machine can read in the list of processes. */
  static void secretsOnCommandLine(Collection<Given> all, Findings findings) {
    for (Given given : all) {
      if (given.place().equals(Given.COMMAND_LINE) && given.isSecret()) {
        findings.warning(
            "%s (%s) looks like a secret, and every user of this machine can read it there; put it in %s"
                .formatted(given.key(), given.place(), Options.SECRETS_FILE.key()));
      }
    }
  }
}
