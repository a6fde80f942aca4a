package dev.meetuppulse.cli.count;

import dev.meetuppulse.cluster.Cluster;
import dev.meetuppulse.cluster.ClusterException;
import dev.meetuppulse.cluster.StormClient;
import dev.meetuppulse.cluster.embedded.OpenServers;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.source.Trouble;
import dev.meetuppulse.kafka.KafkaClients;
import dev.meetuppulse.redis.RedisConnections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A count with the worker processes of a local cluster, alongside anything else that runs there. It
 * removes what it made, and what counts have left that were killed.
 */
public final class OnCluster implements CountPlace {
  private static final Logger LOG = LoggerFactory.getLogger(OnCluster.class);
  private static final long DELETE_SECONDS = 15;

  /** The name of a count, with its process. */
  private static final Pattern NAME = Pattern.compile("count-(?<process>\\d{1,10})-[0-9a-f]+");

  private final Cluster cluster;
  private final String name =
      "count-" + ProcessHandle.current().pid() + "-" + Long.toHexString(System.nanoTime());
  private Settings inForce;

  /**
   * @param cluster that is up
   */
  public OnCluster(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public Settings settings(Settings others) {
    inForce = cluster.settings(others.with(OpenServers.apart(name)));
    removeAbandoned();
    return inForce;
  }

  @Override
  public void submit(Settings settings) {
    cluster.submit(settings);
  }

  @Override
  public void close() {
    if (inForce != null) {
      remove(name);
    }
  }

  /** A file for each count that runs: other things may have such a name too. */
  private Path folder() {
    return cluster.root().resolve("counts");
  }

  private void removeAbandoned() {
    try {
      Files.createDirectories(folder());
      List<String> counts;
      try (Stream<Path> files = Files.list(folder())) {
        counts = files.map(file -> file.getFileName().toString()).toList();
      }
      Files.createFile(folder().resolve(name));
      counts.stream().filter(OnCluster::isAbandoned).forEach(this::remove);
    } catch (IOException e) {
      throw new ClusterException("can't write to " + folder() + ": " + Trouble.firstLine(e), e);
    }
  }

  /** True for the name of a count whose process is gone. */
  static boolean isAbandoned(String count) {
    Matcher parts = NAME.matcher(count);
    return parts.matches() && ProcessHandle.of(Long.parseLong(parts.group("process"))).isEmpty();
  }

  /** True for the topology or a topic of a count. */
  static boolean isOf(String count, String found) {
    return found.equals(count) || found.startsWith(count + "-");
  }

  private void remove(String count) {
    Predicate<String> wanted = found -> isOf(count, found);
    killTopologies(wanted);
    deleteTopics(wanted);
    deleteKeys(count);
    try {
      Files.deleteIfExists(folder().resolve(count));
    } catch (IOException e) {
      LOG.warn("can't delete the file of a count", e);
    }
  }

  private void killTopologies(Predicate<String> wanted) {
    try {
      cluster.storm().topologies().stream()
          .map(StormClient.Topology::name)
          .filter(wanted)
          .forEach(topology -> cluster.killTopology(topology, 0));
    } catch (ClusterException e) {
      LOG.warn("can't kill topologies of counts", e);
    }
  }

  private void deleteTopics(Predicate<String> wanted) {
    try (Admin admin = KafkaClients.openAdmin(inForce)) {
      Set<String> there = admin.listTopics().names().get(DELETE_SECONDS, TimeUnit.SECONDS);
      List<String> ours = there.stream().filter(wanted).toList();
      admin.deleteTopics(ours).all().get(DELETE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("can't delete topics of counts", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void deleteKeys(String count) {
    try (UnifiedJedis redis = RedisConnections.open(inForce, 1)) {
      redis.keys(count + ":*").forEach(redis::del);
    } catch (JedisException e) {
      LOG.warn("can't delete keys of counts", e);
    }
  }
}
