package io.footfall.bench.spark;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * CPU time of this process and of the broker's, by what the operating system counts.
 *
 * @param brokerPid the broker's process
 */
record CpuMeter(long brokerPid) {

  /** Since the start of each process, or between two readings. */
  record Reading(Duration own, Duration broker) {

    Reading since(Reading earlier) {
      return new Reading(own.minus(earlier.own), broker.minus(earlier.broker));
    }
  }

  Reading now() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    Duration broker =
        ProcessHandle.of(brokerPid)
            .flatMap(process -> process.info().totalCpuDuration())
            .orElse(Duration.ZERO);
    return new Reading(Duration.ofNanos(system.getProcessCpuTime()), broker);
  }

  static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
