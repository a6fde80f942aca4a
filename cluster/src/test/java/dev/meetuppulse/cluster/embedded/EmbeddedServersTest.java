package dev.meetuppulse.cluster.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.redis.RedisConnections;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.storm.shade.org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.UnifiedJedis;

class EmbeddedServersTest {
  @TempDir private Path folder;

  @Test
  void kafkaTakesARecordAndLeavesNothingBehind() throws Exception {
    RunDirectory directory = RunDirectory.in(folder);
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.directory("kafka"), 0)) {
      Map<String, Object> config = Map.of("bootstrap.servers", kafka.bootstrap());
      try (Admin admin = Admin.create(config)) {
        admin
            .createTopics(List.of(new NewTopic("t", Optional.of(4), Optional.empty())))
            .all()
            .get(30, TimeUnit.SECONDS);
      }
      try (KafkaProducer<byte[], byte[]> producer =
          new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
        byte[] value = "hello".getBytes(StandardCharsets.UTF_8);
        assertThat(producer.send(new ProducerRecord<>("t", value)).get(30, TimeUnit.SECONDS))
            .isNotNull();
      }
    }
    directory.close();
    assertThat(directory.path()).doesNotExist();
  }

  @Test
  void redisAnswersAndDiesWhenClosed() throws Exception {
    RunDirectory directory = RunDirectory.in(folder);
    EmbeddedRedis redis = EmbeddedRedis.start(directory.directory("redis"), 0);
    try (UnifiedJedis client =
        RedisConnections.open(Settings.of(Map.of(Setting.REDIS_URL, redis.url())), 1)) {
      assertThat(client.set("k", "v")).isEqualTo("OK");
    } finally {
      redis.close();
    }
    assertThat(ProcessHandle.of(redis.pid()).filter(ProcessHandle::isAlive)).isEmpty();
    directory.close();
    assertThat(directory.path()).doesNotExist();
  }

  @Test
  void redis_isNotReachedByASignalToOurProcessGroup() throws Exception {
    try (RunDirectory directory = RunDirectory.in(folder);
        EmbeddedRedis redis = EmbeddedRedis.start(directory.directory("redis"), 0)) {
      assertThat(processGroup(redis.pid()))
          .isNotEqualTo(processGroup(ProcessHandle.current().pid()));
    }
  }

  private static String processGroup(long pid) throws Exception {
    Process ps = new ProcessBuilder("ps", "-o", "pgid=", "-p", Long.toString(pid)).start();
    try (BufferedReader out = ps.inputReader()) {
      return out.readLine().strip();
    }
  }

  @Test
  void portTakenAnotherIsChosen() throws Exception {
    try (RunDirectory directory = RunDirectory.in(folder);
        EmbeddedRedis first = EmbeddedRedis.start(directory.directory("a"), 0);
        EmbeddedRedis second = EmbeddedRedis.start(directory.directory("b"), first.port())) {
      assertThat(second.port()).isNotEqualTo(first.port());
    }
  }

  @Test
  void zooKeeperSession_outlivesASleepOfHours() throws Exception {
    LocalZooKeeper server = LocalZooKeeper.start(folder);
    CountDownLatch connected = new CountDownLatch(1);
    ZooKeeper client =
        new ZooKeeper("127.0.0.1:" + server.port(), 20_000, event -> connected.countDown());
    try {
      assertThat(connected.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(client.getState()).isEqualTo(ZooKeeper.States.CONNECTED);
      assertThat(Duration.ofMillis(client.getSessionTimeout())).isGreaterThan(Duration.ofDays(1));
      assertThat(client.exists("/", false)).isNotNull();
    } finally {
      client.close();
      server.close();
    }
  }

  @Test
  void stormStartsAndStops() throws Exception {
    RunDirectory directory = RunDirectory.in(folder);
    LocalStorm storm = LocalStorm.start(directory);
    storm.close();
    directory.close();
    assertThat(Files.exists(directory.path())).isFalse();
  }
}
