package dev.meetuppulse.cli.count;

import dev.meetuppulse.cluster.Cluster;
import dev.meetuppulse.cluster.ClusterException;
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
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisException;

/** A count with the worker processes of a local cluster, beside anything else that runs there. */
public final class OnCluster implements CountPlace {
  private static final Logger LOG = LoggerFactory.getLogger(OnCluster.class);
  private static final long DELETE_SECONDS = 15;

  private final Cluster cluster;
  private final String name = "count-" + Long.toHexString(System.nanoTime());
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
    return inForce;
  }

  @Override
  public void submit(Settings settings) {
    cluster.submit(settings);
  }

  @Override
  public void close() {
    if (inForce == null) {
      return;
    }
    try {
      cluster.kill(name, 0);
    } catch (ClusterException e) {
      LOG.info("{} does not run", name, e);
    }
    deleteTopics();
    deleteKeys();
  }

  private void deleteTopics() {
    try (Admin admin = KafkaClients.openAdmin(inForce)) {
      Set<String> there = admin.listTopics().names().get(DELETE_SECONDS, TimeUnit.SECONDS);
      List<String> ours = there.stream().filter(topic -> topic.startsWith(name)).toList();
      admin.deleteTopics(ours).all().get(DELETE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("can't delete the topics of {}", name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void deleteKeys() {
    try (UnifiedJedis redis = RedisConnections.open(inForce, 1)) {
      redis.keys(name + ":*").forEach(redis::del);
    } catch (JedisException e) {
      LOG.warn("can't delete the keys of {}", name, e);
    }
  }
}
