package dev.meetuppulse.cli.count;

import dev.meetuppulse.cluster.Cluster;
import dev.meetuppulse.cluster.ClusterException;
import dev.meetuppulse.cluster.StormClient;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.kafka.KafkaClients;
import dev.meetuppulse.redis.RedisConnections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A count with the worker processes of a local cluster, beside anything else that runs there. It
 * removes what it made, and what counts have left that were killed.
 */
public final class OnCluster implements CountPlace {
  private static final Logger LOG = LoggerFactory.getLogger(OnCluster.class);
  private static final long DELETE_SECONDS = 15;

  /** The name of a topology, topic or key of a count, with its process. */
  private static final Pattern NAME =
      Pattern.compile("(count-(?<process>\\d+)-[0-9a-f]+)([-:].*)?");

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
    Map<Setting, String> own = new EnumMap<>(Setting.class);
    own.put(Setting.KAFKA_TOPIC, name);
    own.put(Setting.KAFKA_DEAD_LETTERS, name + "-dead");
    own.put(Setting.KAFKA_CHANGES, name + "-changes");
    own.put(Setting.KAFKA_GROUP, name);
    own.put(Setting.REDIS_PREFIX, name);
    own.put(Setting.TOPOLOGY_NAME, name);
    inForce = cluster.settings(others.with(own));
    remove(OnCluster::isAbandoned);
    return inForce;
  }

  @Override
  public void submit(Settings settings) {
    cluster.submit(settings);
  }

  @Override
  public void close() {
    if (inForce != null) {
      remove(found -> nameIn(found).equals(name));
    }
  }

  /** True of what a count has left whose process was killed. */
  static boolean isAbandoned(String found) {
    Matcher parts = NAME.matcher(found);
    return parts.matches() && ProcessHandle.of(Long.parseLong(parts.group("process"))).isEmpty();
  }

  private static String nameIn(String found) {
    Matcher parts = NAME.matcher(found);
    return parts.matches() ? parts.group(1) : "";
  }

  private void remove(Predicate<String> wanted) {
    killTopologies(wanted);
    deleteTopics(wanted);
    deleteKeys(wanted);
  }

  private void killTopologies(Predicate<String> wanted) {
    try {
      cluster.storm().topologies().stream()
          .map(StormClient.Topology::name)
          .filter(wanted)
          .forEach(topology -> cluster.kill(topology, 0));
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

  private void deleteKeys(Predicate<String> wanted) {
    try (UnifiedJedis redis = RedisConnections.open(inForce, 1)) {
      redis.keys("count-*").stream().filter(wanted).forEach(redis::del);
    } catch (JedisException e) {
      LOG.warn("can't delete keys of counts", e);
    }
  }
}
