package io.footfall.schema.kafka;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/** The value of {@code kafka.bootstrap.servers}. */
public final class BootstrapServers {
  private static final int CONNECT_MILLIS = 3_000;

  private BootstrapServers() {}

  /**
   * Knocks before a client is made: Kafka's own would try again and again, with a warning each
   * time, until its timeout.
   *
   * @throws io.footfall.schema.core.error.FootfallException when the text is no list of addresses,
   *     or nobody listens at any of them
   */
  public static void requireListener(String bootstrapServers) {
    IOException refused = null;
    for (InetSocketAddress address : addresses(bootstrapServers)) {
      try (Socket socket = new Socket()) {
        if (address.isUnresolved()) {
          throw new UnknownHostException(address.getHostString());
        }
        socket.connect(address, CONNECT_MILLIS);
        return;
      } catch (IOException e) {
        refused = e;
      }
    }
    throw KafkaErrors.unreachable(bootstrapServers, refused);
  }

  private static List<InetSocketAddress> addresses(String bootstrapServers) {
    try {
      return Stream.of(bootstrapServers.split(",", -1))
          .map(server -> address(server.strip()))
          .toList();
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw KafkaErrors.badBootstrap(bootstrapServers);
    }
  }

  private static InetSocketAddress address(String server) {
    int colon = server.lastIndexOf(':');
    String host = server.substring(0, colon).replaceAll("^.*://|[\\[\\]]", "");
    return new InetSocketAddress(host, Integer.parseInt(server.substring(colon + 1)));
  }
}
