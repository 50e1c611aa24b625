package io.footfall.localkafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Starts the child JVM and reads its answer. */
final class BrokerProcess {
  private static final String CLASSPATH_RESOURCE = "broker.classpath";

  private final Process process;
  private final CompletableFuture<Optional<BrokerMessage>> answer = new CompletableFuture<>();

  private BrokerProcess(Process process) {
    this.process = process;
  }

  static BrokerProcess start(BrokerRequest request, Path log) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms128m",
                "-Xmx512m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true",
                "-Dlog4j.configuration=io/footfall/localkafka/broker-log4j.properties",
                "-Dfootfall.broker.log=" + log,
                BrokerMain.class.getName()));
    builder.environment().put("CLASSPATH", classpath());
    builder.directory(new File(request.dataDir()));
    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    BrokerProcess started = new BrokerProcess(builder.start());
    started.readAnswer();
    request.writeTo(started.process.getOutputStream());
    return started;
  }

  Process process() {
    return process;
  }

  /** Completes with the child's message, or with nothing when it ended without one. */
  CompletableFuture<Optional<BrokerMessage>> answer() {
    return answer;
  }

  private void readAnswer() {
    Thread reader =
        new Thread(
            () -> {
              // Read to the end: a full pipe would stop the broker.
              try (BufferedReader lines = process.inputReader(UTF_8)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                  BrokerMessage.parse(line).ifPresent(m -> answer.complete(Optional.of(m)));
                }
                answer.complete(Optional.empty());
              } catch (IOException e) {
                answer.complete(Optional.empty());
              }
            },
            "local-kafka-" + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  /** Of the broker: its own and Kafka's libraries. */
  static String classpath() {
    try (InputStream resource = BrokerProcess.class.getResourceAsStream(CLASSPATH_RESOURCE)) {
      if (resource == null) {
        throw LocalKafkaErrors.librariesMissing("no list of them in this build");
      }
      String libraries = new String(resource.readAllBytes(), UTF_8).strip();
      for (String library : libraries.split(File.pathSeparator, -1)) {
        if (!Files.isReadable(Path.of(library))) {
          throw LocalKafkaErrors.librariesMissing(library);
        }
      }
      Path own =
          Path.of(BrokerProcess.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return own + File.pathSeparator + libraries;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
