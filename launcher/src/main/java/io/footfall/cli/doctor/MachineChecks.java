package io.footfall.cli.doctor;

import java.lang.management.ManagementFactory;
import java.util.List;

/** Java and memory. */
final class MachineChecks {

  private static final int JAVA = 17;
  private static final long MIB = 1024L * 1024;
  private static final long LEAST_HEAP = 1024 * MIB;

  private MachineChecks() {}

  /** The checks of this JVM. */
  static List<Finding> ofThisMachine() {
    long physical =
        ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean machine
            ? machine.getTotalMemorySize()
            : Long.MAX_VALUE;
    return List.of(
        java(Runtime.version().feature(), Runtime.version().toString()),
        memory(Runtime.getRuntime().maxMemory(), physical));
  }

  static Finding java(int feature, String version) {
    return feature == JAVA
        ? Finding.ok("java", version)
        : Finding.fail(
            "java",
            "%s; Spark 3.5 runs here on Java %d only".formatted(version, JAVA),
            "Set JAVA_HOME to a JDK 17");
  }

  static Finding memory(long heap, long physical) {
    String detail = "heap of %,d MiB".formatted(heap / MIB);
    if (heap < LEAST_HEAP) {
      return Finding.warn(
          "memory", detail + ", little for Spark", "Set FOOTFALL_JAVA_OPTS=-Xmx2g or more");
    }
    if (heap > physical / 10 * 9) {
      return Finding.warn(
          "memory",
          detail + ", the machine has %,d MiB".formatted(physical / MIB),
          "Set FOOTFALL_JAVA_OPTS=-Xmx to less, since the system needs memory too");
    }
    return Finding.ok("memory", detail);
  }
}
