package io.footfall.offsets.zookeeper;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.footfall.offsets.core.KafkaPartition;
import io.footfall.offsets.core.OffsetErrors;
import io.footfall.offsets.core.OffsetStore;
import io.footfall.offsets.core.Position;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.curator.RetryLoop;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.NoNodeException;
import org.apache.zookeeper.KeeperException.NodeExistsException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.Stat;

/**
 * ZooKeeper nodes, decimal text each: {@code ROOT/PIPELINE/JOB/offsets/TOPIC} holds the source
 * epoch, its children {@code PARTITION} the offsets. All change in one transaction, with which the
 * version of the topic's node goes up.
 *
 * <p>Works with the Curator (2.13) and ZooKeeper (3.6) that Spark 3.5 brings, so that the jobs'
 * jars need none of their own.
 */
public final class ZooKeeperStore implements OffsetStore {
  private static final int SESSION_MILLIS = 15_000;
  private static final int CONNECTION_MILLIS = 3_000;
  private static final int RETRY_MILLIS = 200;
  private static final int MOST_READS = 10;
  private static final int ANY_VERSION = -1;

  private final String topic;
  private final String node;
  private final CuratorFramework client;
  private final String description;

  private ZooKeeperStore(String topic, String node, CuratorFramework client, String description) {
    this.topic = topic;
    this.node = node;
    this.client = client;
    this.description = description;
  }

  /**
   * Connects in the background.
   *
   * @param servers {@code host:port,...}
   * @param root absolute path, no final slash
   */
  public static ZooKeeperStore open(
      String servers, String root, String pipeline, String job, String topic) {
    String node = String.join("/", root, pipeline, job, "offsets", topic);
    CuratorFramework client =
        CuratorFrameworkFactory.builder()
            .connectString(servers)
            .sessionTimeoutMs(SESSION_MILLIS)
            .connectionTimeoutMs(CONNECTION_MILLIS)
            .retryPolicy(new RetryOneTime(RETRY_MILLIS))
            .build();
    client.start();
    return new ZooKeeperStore(topic, node, client, "ZooKeeper " + servers + " " + node);
  }

  @Override
  public String describe() {
    return description;
  }

  @Override
  public Optional<Position> read() {
    return call(
        () -> {
          try {
            for (int i = 0; i < MOST_READS; i++) {
              Optional<Position> position = readOnce();
              if (position.isPresent()) {
                return position.filter(each -> !each.isEmpty());
              }
            }
            throw new IllegalStateException("it changed during each of the reads");
          } catch (NoNodeException e) {
            return Optional.empty();
          }
        });
  }

  /** Empty when it changed meanwhile. */
  private Optional<Position> readOnce() throws Exception {
    Stat before = new Stat();
    int epoch = Integer.parseInt(text(client.getData().storingStatIn(before).forPath(node)));
    SortedMap<KafkaPartition, Long> ends = new TreeMap<>();
    for (String child : client.getChildren().forPath(node)) {
      ends.put(
          new KafkaPartition(topic, Integer.parseInt(child)),
          Long.parseLong(text(client.getData().forPath(node + "/" + child))));
    }
    Stat after = client.checkExists().forPath(node);
    return after != null && after.getVersion() == before.getVersion()
        ? Optional.of(new Position(epoch, ends))
        : Optional.empty();
  }

  @Override
  public void write(Position position) {
    call(
        () -> {
          Set<String> there = children();
          List<Op> changes = new ArrayList<>();
          changes.add(Op.setData(node, bytes(position.sourceEpoch()), ANY_VERSION));
          for (Map.Entry<KafkaPartition, Long> end : position.ends().entrySet()) {
            String name = Integer.toString(end.getKey().number());
            String path = node + "/" + name;
            byte[] offset = bytes(end.getValue());
            changes.add(
                there.remove(name)
                    ? Op.setData(path, offset, ANY_VERSION)
                    : Op.create(path, offset, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT));
          }
          there.forEach(gone -> changes.add(Op.delete(node + "/" + gone, ANY_VERSION)));
          // Not Curator's own transactions: those of 2.13 need a class that ZooKeeper 3.6 lacks.
          return RetryLoop.callWithRetry(
              client.getZookeeperClient(),
              () -> client.getZookeeperClient().getZooKeeper().multi(changes));
        });
  }

  @Override
  public void close() {
    client.close();
  }

  private Set<String> children() throws Exception {
    try {
      return new HashSet<>(client.getChildren().forPath(node));
    } catch (NoNodeException e) {
      try {
        client.create().creatingParentsIfNeeded().forPath(node, bytes(0));
      } catch (NodeExistsException made) {
        return new HashSet<>(client.getChildren().forPath(node));
      }
      return new HashSet<>(List.of());
    }
  }

  private interface Call<T> {
    T run() throws Exception;
  }

  private <T> T call(Call<T> call) {
    try {
      return call.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw OffsetErrors.storeUnusable(describe(), e);
    } catch (Exception e) { // Curator declares no less
      throw OffsetErrors.storeUnusable(describe(), e);
    }
  }

  private static byte[] bytes(long number) {
    return Long.toString(number).getBytes(UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8).strip();
  }
}
