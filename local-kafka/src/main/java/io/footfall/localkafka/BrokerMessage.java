package io.footfall.localkafka;

import java.util.Optional;

/** The one line a starting broker prints on its standard output, and its reading. */
sealed interface BrokerMessage {

  /** The broker accepts requests. */
  record Ready(int port, String clusterId) implements BrokerMessage {
    @Override
    public String line() {
      return READY + port + " " + clusterId;
    }
  }

  /** The broker could not start. */
  record Failed(Failure failure, String detail) implements BrokerMessage {
    @Override
    public String line() {
      return FAILED + failure + " " + detail.replaceAll("\\s+", " ").strip();
    }
  }

  /** Why a broker could not start. */
  enum Failure {
    PORT_IN_USE,
    DATA_DIR_IN_USE,
    BAD_CONFIG,
    OTHER
  }

  String READY = "FOOTFALL-BROKER READY ";
  String FAILED = "FOOTFALL-BROKER FAILED ";

  String line();

  /** Empty for a line that is no message. */
  static Optional<BrokerMessage> parse(String line) {
    if (line.startsWith(READY)) {
      String[] parts = line.substring(READY.length()).split(" ", 2);
      return Optional.of(new Ready(Integer.parseInt(parts[0]), parts[1]));
    }
    if (line.startsWith(FAILED)) {
      String[] parts = line.substring(FAILED.length()).split(" ", 2);
      return Optional.of(new Failed(Failure.valueOf(parts[0]), parts[1]));
    }
    return Optional.empty();
  }
}
