package dev.meetuppulse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.cli.count.FinalBoards;
import dev.meetuppulse.cluster.FileSearch;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.redis.RedisConnections;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.UnifiedJedis;

/** Nothing in {@code member} is stored or published anywhere. */
class PrivacyTest {
  private static final String SECRET = "Zq7Xw9Kf";
  private static final String NOT_SECRET = "Quietville";

  @TempDir private static Path folder;

  @AutoClose private static TestPipeline pipeline;

  @BeforeAll
  static void start() throws Exception {
    pipeline = TestPipeline.start(folder);
  }

  @Test
  void secretInMember_isNeitherInKafkaNorRedisNorAnyFile() throws Exception {
    Path file = folder.resolve("members.jsonl");
    Files.write(file, lines(), StandardCharsets.UTF_8);
    Settings settings = pipeline.fresh(Map.of());
    FinalBoards counted = pipeline.count(settings, file.toString());
    Files.delete(file);
    assertThat(counted.records()).containsEntry("received", (long) lines().size());
    assertThat(counted.records()).containsEntry("new", 3L);

    List<String> everything = new ArrayList<>();
    everything.addAll(topic(settings, Setting.KAFKA_TOPIC));
    everything.addAll(topic(settings, Setting.KAFKA_DEAD_LETTERS));
    everything.addAll(redis(settings));
    assertThat(everything).anyMatch(text -> text.contains(NOT_SECRET));
    assertThat(everything).noneMatch(text -> text.contains(SECRET));
    // Those the servers wrote, logs among them.
    assertThat(FileSearch.filesWith(pipeline.files(), SECRET)).isEmpty();
  }

  private static List<String> lines() {
    String member =
        "\"member\":{\"member_id\":1,\"member_name\":\"%1$s\",\"other\":{\"a\":[\"%1$s\"]}}"
            .formatted(SECRET);
    String rest =
        "\"mtime\":%d,\"group\":{\"group_country\":\"us\",\"group_city\":\"%s\",\"group_state\":\"wa\"}"
            .formatted(1_425_790_434_813L, NOT_SECRET);
    return List.of(
        "{" + member + ",\"rsvp_id\":1," + rest + "}",
        "{\"rsvp_id\":2," + rest + "," + member + "}",
        "{\"rsvp_id\":3," + rest + ",\"m\\u0065mber\":\"" + SECRET + "\"}",
        "{\"rsvp_id\":\"4\"," + member + "," + rest + "}",
        "{\"rsvp_id\":5,\"guests\":-1," + rest + "," + member + "}",
        "{\"rsvp_id\":6," + rest + "," + member,
        "{\"rsvp_id\":7," + rest + ",\"member\":{\"member_name\":\"" + SECRET,
        "{\"rsvp_id\":8," + member + "," + rest + "} trailing",
        "{\"rsvp_id\":9," + rest + ",\"x\":" + "{".repeat(3) + member + "}");
  }

  private static List<String> topic(Settings settings, Setting topic) {
    List<String> texts = new ArrayList<>();
    Map<String, Object> config =
        Map.of("bootstrap.servers", settings.text(Setting.KAFKA_BOOTSTRAP));
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(settings.text(topic)).stream()
              .map((PartitionInfo info) -> new TopicPartition(info.topic(), info.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      long left =
          consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
      assertThat(left).as("records in " + settings.text(topic)).isPositive();
      while (left > 0) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          left--;
          texts.add(text(record.key()));
          texts.add(text(record.value()));
          record.headers().forEach(header -> texts.add(header.key() + text(header.value())));
        }
      }
    }
    return texts;
  }

  private static List<String> redis(Settings settings) {
    List<String> texts = new ArrayList<>();
    try (UnifiedJedis redis = RedisConnections.open(settings, 1)) {
      Set<String> keys = redis.keys("*");
      assertThat(keys).isNotEmpty();
      for (String key : keys) {
        texts.add(key);
        byte[] name = key.getBytes(StandardCharsets.UTF_8);
        switch (redis.type(key)) {
          case "string" -> texts.add(redis.get(key));
          case "hash" -> redis.hgetAll(key).forEach((field, value) -> texts.add(field + value));
          case "set" -> texts.addAll(redis.smembers(key));
          case "zset" -> texts.addAll(redis.zrange(key, 0, -1));
          case "list" -> redis.lrange(name, 0, -1).forEach(entry -> texts.add(text(entry)));
          default -> throw new AssertionError("an unknown type: " + redis.type(key));
        }
      }
    }
    return texts;
  }

  private static String text(byte[] bytes) {
    return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
  }
}
