package io.footfall.localkafka;

import java.nio.file.Path;

/** Run in a JVM of its own, which a test kills: starts a broker, prints its pid, and waits. */
final class KilledParent {
  private KilledParent() {}

  public static void main(String[] args) throws InterruptedException {
    LocalKafka kafka = LocalKafka.start(LocalKafka.Options.in(Path.of(args[0])));
    System.out.println("pid " + kafka.pid());
    kafka.waitFor();
  }
}
