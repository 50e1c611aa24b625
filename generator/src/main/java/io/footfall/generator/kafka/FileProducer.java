package io.footfall.generator.kafka;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.footfall.generator.core.GeneratorErrors;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Sends the lines of a file, as they are, as record values. The key is the line's top-level {@code
 * userId} or {@code user_id}, if it is a text. The whole file is checked before anything is sent.
 */
public final class FileProducer {
  /** Without limits: what is too deep or too long is the consumer's matter. */
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private static final Set<String> KEY_FIELDS = Set.of("userId", "user_id");

  private FileProducer() {}

  /**
   * What was sent and acknowledged.
   *
   * @param acks by partition
   */
  public record FileResult(long lines, Map<Integer, PartitionAck> acks, Duration elapsed) {
    public FileResult {
      acks = Map.copyOf(acks);
    }
  }

  /** Takes each line without its line break. */
  private interface LineConsumer {
    void accept(long number, byte[] line);
  }

  /**
   * Returns when all lines are acknowledged.
   *
   * @throws io.footfall.schema.core.error.FootfallException when a line is not one JSON value, then
   *     nothing was sent; or when sending fails
   */
  public static FileResult run(Path file, KafkaTarget target, ProgressListener listener) {
    long total = forEachLine(file, (number, line) -> key(file, number, line));
    Topics.requireTopic(target);
    long start = System.nanoTime();
    try (AckingSender sender = AckingSender.to(target)) {
      long lines =
          forEachLine(file, (number, line) -> sender.send(key(file, number, line), line, null));
      sender.flush();
      Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
      listener.on(
          new Progress(sender.sent(), sender.acknowledged(), total, elapsed, Duration.ZERO));
      return new FileResult(lines, sender.acks(), elapsed);
    }
  }

  private static long forEachLine(Path file, LineConsumer consumer) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      long number = 0;
      for (int b = in.read(); b >= 0; b = in.read()) {
        if (b != '\n') {
          line.write(b);
          continue;
        }
        consumer.accept(++number, line.toByteArray());
        line.reset();
      }
      if (line.size() > 0) {
        consumer.accept(++number, line.toByteArray());
      }
      return number;
    } catch (IOException e) {
      throw GeneratorErrors.unreadableFile(file, e);
    }
  }

  /** Reads the whole line, for a broken end counts as well; null where there is no key. */
  private static byte[] key(Path file, long number, byte[] line) {
    try (JsonParser parser = JSON.createParser(line)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw GeneratorErrors.brokenLine(file, number, "the line is empty");
      }
      byte[] key = null;
      int depth = first.isStructStart() ? 1 : 0;
      while (depth > 0) {
        JsonToken token = parser.nextToken();
        if (token == null) {
          throw GeneratorErrors.brokenLine(file, number, "it ends early");
        }
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (depth == 1
            && token == JsonToken.VALUE_STRING
            && parser.getParsingContext().inObject()
            && KEY_FIELDS.contains(parser.getCurrentName())) {
          key = parser.getText().getBytes(StandardCharsets.UTF_8);
        }
      }
      if (parser.nextToken() != null) {
        throw GeneratorErrors.brokenLine(file, number, "something follows the first value");
      }
      return key;
    } catch (JsonProcessingException e) {
      throw GeneratorErrors.brokenLine(file, number, e.getOriginalMessage());
    } catch (IOException e) {
      throw GeneratorErrors.brokenLine(file, number, e.getMessage());
    }
  }
}
