package io.footfall.localkafka;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the child is asked to run. Travels over its standard input, so that settings never show in a
 * process list; the stream then stays open as the sign of life.
 *
 * @param port 0 for any free port
 */
record BrokerRequest(String dataDir, int port, Map<String, String> config) {
  BrokerRequest {
    config = Map.copyOf(config);
  }

  void writeTo(OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    data.writeUTF(dataDir);
    data.writeInt(port);
    data.writeInt(config.size());
    for (Map.Entry<String, String> entry : new TreeMap<>(config).entrySet()) {
      data.writeUTF(entry.getKey());
      data.writeUTF(entry.getValue());
    }
    data.flush();
  }

  static BrokerRequest readFrom(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    String dataDir = data.readUTF();
    int port = data.readInt();
    int size = data.readInt();
    Map<String, String> config = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      config.put(data.readUTF(), data.readUTF());
    }
    return new BrokerRequest(dataDir, port, config);
  }
}
