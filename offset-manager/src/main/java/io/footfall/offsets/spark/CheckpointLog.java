package io.footfall.offsets.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetErrors;
import io.footfall.offsets.core.OffsetRange;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Reads the checkpoint of a Structured Streaming query with one Kafka source: Spark's offset log
 * ({@code offsets/N}), commit log ({@code commits/N}) and the source's initial offsets ({@code
 * sources/0/0}), all in Spark's version 1 text format. Writes no file.
 */
public final class CheckpointLog {
  private static final String PLANNED = "offsets";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Map<Integer, Long>>> OFFSETS =
      new TypeReference<>() {};

  private final Path root;
  private final FileSystem files;

  private CheckpointLog(Path root, FileSystem files) {
    this.root = root;
    this.files = files;
  }

  /** Opens; the folder need not exist. */
  public static CheckpointLog at(String folder, Configuration hadoop) throws IOException {
    Path root = new Path(folder);
    return new CheckpointLog(root, root.getFileSystem(hadoop));
  }

  /**
   * Reads every file that the next start needs.
   *
   * @throws io.footfall.schema.core.error.FootfallException naming the file that is torn
   */
  public void check() throws IOException {
    OptionalLong planned = lastPlannedBatch();
    if (planned.isEmpty()) {
      return;
    }
    long batch = planned.getAsLong();
    ranges(batch);
    timestamp(batch);
    OptionalLong finished = lastFinishedBatch();
    if (finished.isPresent()) {
      if (finished.getAsLong() > batch) {
        throw OffsetErrors.unreadableCheckpoint(
            root + "/offsets/" + finished.getAsLong(), new FileNotFoundException("it is missing"));
      }
      commit(finished.getAsLong());
      ends(finished.getAsLong());
    }
    metadata();
  }

  /**
   * Removes what Spark has left in a checkpoint whose offset log is gone, or was never begun: a new
   * query would take old files for its own. Does nothing while there is an offset log.
   */
  public void removeLeftovers() throws IOException {
    if (lastPlannedBatch().isEmpty()) {
      for (String name : List.of(PLANNED, "commits", "sources", "state", "metadata")) {
        files.delete(new Path(root, name), true);
      }
    }
  }

  private void commit(long batch) throws IOException {
    String name = "commits/" + batch;
    List<String> lines = lines(new Path(root, name));
    if (lines.size() != 2 || !lines.get(0).equals("v1")) {
      throw OffsetErrors.unreadableCheckpoint(root + "/" + name, null);
    }
    object(lines.get(1), name);
  }

  /** A checkpoint without it gets a new query id, which harms nothing. */
  private void metadata() throws IOException {
    Path file = new Path(root, "metadata");
    if (files.exists(file)) {
      JsonNode json = object(String.join("\n", lines(file)), "metadata");
      if (!json.path("id").isTextual()) {
        throw OffsetErrors.unreadableCheckpoint(file.toString(), null);
      }
    }
  }

  private JsonNode object(String json, String file) {
    try {
      JsonNode node = JSON.readTree(json);
      if (node.isObject()) {
        return node;
      }
      throw OffsetErrors.unreadableCheckpoint(root + "/" + file, null);
    } catch (JsonProcessingException e) {
      throw OffsetErrors.unreadableCheckpoint(root + "/" + file, e);
    }
  }

  /** The newest batch in the offset log, begun but perhaps not finished. */
  public OptionalLong lastPlannedBatch() throws IOException {
    return batches(PLANNED).max();
  }

  /** The batches in the offset log, ascending: Spark keeps the last hundred or so. */
  public List<Long> plannedBatches() throws IOException {
    return batches(PLANNED).sorted().boxed().toList();
  }

  /** The newest batch in the commit log; none without an offset log, whatever else is left. */
  public OptionalLong lastFinishedBatch() throws IOException {
    return lastPlannedBatch().isPresent() ? batches("commits").max() : OptionalLong.empty();
  }

  /** True when the offset log has the batch. */
  public boolean isPlanned(long batch) throws IOException {
    return files.exists(new Path(root, "offsets/" + batch));
  }

  /** The end offsets of a batch. */
  public SortedMap<KafkaPartition, Long> ends(long batch) throws IOException {
    return offsets(planned(batch).get(2), "offsets/" + batch);
  }

  /** When Spark planned a batch: the value of {@code current_timestamp()} in it. */
  public Instant timestamp(long batch) throws IOException {
    return clocks(batch).planned();
  }

  /**
   * The clocks of a batch.
   *
   * @param planned the value of {@code current_timestamp()} in it
   * @param watermarkMillis milliseconds since the epoch; empty before the first
   */
  public record Clocks(Instant planned, OptionalLong watermarkMillis) {}

  /** When Spark planned a batch, and the watermark it runs with. */
  public Clocks clocks(long batch) throws IOException {
    try {
      JsonNode metadata = JSON.readTree(planned(batch).get(1));
      long watermark = metadata.path("batchWatermarkMs").longValue();
      return new Clocks(
          Instant.ofEpochMilli(metadata.required("batchTimestampMs").longValue()),
          watermark == 0 ? OptionalLong.empty() : OptionalLong.of(watermark));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw OffsetErrors.unreadableCheckpoint(root + "/offsets/" + batch, e);
    }
  }

  private List<String> planned(long batch) throws IOException {
    List<String> lines = lines(new Path(root, "offsets/" + batch));
    if (lines.size() != 3 || !lines.get(0).equals("v1")) {
      throw OffsetErrors.unreadableCheckpoint(root + "/offsets/" + batch, null);
    }
    return lines;
  }

  /** Where the source stood before batch 0. */
  public SortedMap<KafkaPartition, Long> initial() throws IOException {
    List<String> lines = lines(new Path(root, "sources/0/0"));
    // Spark writes a zero byte first so that Spark 2.1.0 could read it.
    if (lines.size() != 2 || !lines.get(0).replace("\0", "").equals("v1")) {
      throw OffsetErrors.unreadableCheckpoint(root + "/sources/0/0", null);
    }
    return offsets(lines.get(1), "sources/0/0");
  }

  /** What a batch covers; a partition that is new in it starts at 0, as Spark demands. */
  public SortedMap<KafkaPartition, OffsetRange> ranges(long batch) throws IOException {
    Map<KafkaPartition, Long> starts = batch == 0 ? initial() : ends(batch - 1);
    SortedMap<KafkaPartition, OffsetRange> ranges = new TreeMap<>();
    ends(batch)
        .forEach(
            (partition, end) ->
                ranges.put(partition, new OffsetRange(starts.getOrDefault(partition, 0L), end)));
    return ranges;
  }

  private LongStream batches(String folder) throws IOException {
    FileStatus[] entries;
    try {
      entries = files.listStatus(new Path(root, folder));
    } catch (FileNotFoundException e) {
      return LongStream.empty();
    }
    return Stream.of(entries)
        .map(entry -> entry.getPath().getName())
        .filter(name -> name.matches("\\d+"))
        .mapToLong(Long::parseLong);
  }

  private List<String> lines(Path file) throws IOException {
    try (InputStream in = files.open(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (FileNotFoundException e) {
      throw files.exists(new Path(root, PLANNED))
          ? OffsetErrors.unreadableCheckpoint(file.toString(), e)
          : OffsetErrors.checkpointRemoved(root.toString(), e);
    } catch (ChecksumException e) {
      throw OffsetErrors.unreadableCheckpoint(file.toString(), e);
    }
  }

  private SortedMap<KafkaPartition, Long> offsets(String json, String file) {
    try {
      SortedMap<KafkaPartition, Long> offsets = new TreeMap<>();
      JSON.readValue(json, OFFSETS)
          .forEach(
              (topic, partitions) ->
                  partitions.forEach(
                      (number, offset) -> offsets.put(new KafkaPartition(topic, number), offset)));
      return offsets;
    } catch (IOException e) {
      throw OffsetErrors.unreadableCheckpoint(root + "/" + file, e);
    }
  }
}
