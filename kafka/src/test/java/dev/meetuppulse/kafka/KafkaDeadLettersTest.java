package dev.meetuppulse.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meetuppulse.core.rsvp.Reason;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.kafka.testing.KafkaFixture;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class KafkaDeadLettersTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @AutoClose private static final KafkaFixture kafka = KafkaFixture.create();

  private final String topic = "dead-" + UUID.randomUUID();

  private DeadLetters open() {
    Settings settings =
        Settings.of(
            Map.of(Setting.KAFKA_BOOTSTRAP, kafka.bootstrap(), Setting.KAFKA_DEAD_LETTERS, topic));
    return KafkaDeadLetters.in(settings, PATIENCE).open();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private Map<String, JsonNode> read() throws Exception {
    Map<String, JsonNode> letters = new LinkedHashMap<>();
    for (ConsumerRecord<String, byte[]> record : kafka.records(topic)) {
      letters.put(record.key(), new ObjectMapper().readTree(record.value()));
    }
    return letters;
  }

  @Test
  void letter_hasReasonAndPlace_withoutTheMember_inATopicCreatedForIt() throws Exception {
    try (DeadLetters letters = open()) {
      letters.add(
          Reason.BAD_TYPE_MTIME,
          "rsvps",
          3,
          42,
          bytes("{\"member\":{\"name\":\"secret\"},\"mtime\":\"x\"}"));
      letters.add(Reason.MALFORMED_JSON, "rsvps", 3, 43, bytes("{\"member\":{\"name\":\"secret"));
      letters.add(Reason.MALFORMED_JSON, "rsvps", 3, 44, new byte[] {(byte) 0xff, '\n', 0});
      letters.flush();
    }
    Map<String, JsonNode> read = read();
    assertThat(read.keySet()).containsExactlyInAnyOrder("rsvps-3-42", "rsvps-3-43", "rsvps-3-44");
    JsonNode letter = read.get("rsvps-3-42");
    assertThat(letter.get("reason").asText()).isEqualTo("bad_type:mtime");
    assertThat(letter.get("topic").asText()).isEqualTo("rsvps");
    assertThat(letter.get("partition").asInt()).isEqualTo(3);
    assertThat(letter.get("offset").asLong()).isEqualTo(42);
    assertThat(letter.get("text").asText()).contains("mtime");
    assertThat(read.toString()).doesNotContain("secret");
  }

  @Test
  void textThatDoesNotFit_isCut_soThatItNeverStopsTheOnesBehindIt() throws Exception {
    // Each quote takes four bytes in a letter.
    byte[] quotes = object("\\\"".repeat(1 << 19));
    byte[] letter = object("x".repeat(1_900_000));
    try (DeadLetters letters = open()) {
      letters.add(Reason.BAD_TYPE_MTIME, "rsvps", 0, 1, quotes);
      letters.add(Reason.TOO_LARGE, "rsvps", 0, 2, letter);
      letters.flush();
    }
    Map<String, JsonNode> read = read();
    assertThat(read.get("rsvps-0-1").get("cut").asBoolean()).isTrue();
    assertThat(read.get("rsvps-0-1").get("text").asText()).hasSize(64 << 10);
    assertThat(read.get("rsvps-0-2").get("text").asText()).hasSize(letter.length);
  }

  private static byte[] object(String text) {
    return bytes("{\"text\":\"" + text + "\"}");
  }

  @Test
  void topicThatTakesOnlyShortRecords_getsTheBeginning() throws Exception {
    kafka.createTopic(topic, 1, Map.of("max.message.bytes", "200000"));
    byte[] random = new byte[300_000];
    new Random(1).nextBytes(random);
    byte[] noise = object(Base64.getEncoder().encodeToString(random));
    try (DeadLetters letters = open()) {
      letters.add(Reason.MALFORMED_JSON, "rsvps", 0, 1, noise);
      letters.add(Reason.MALFORMED_JSON, "rsvps", 0, 2, bytes("short"));
      letters.flush();
    }
    Map<String, JsonNode> read = read();
    assertThat(read.get("rsvps-0-1").get("cut").asBoolean()).isTrue();
    assertThat(read.get("rsvps-0-2").has("cut")).isFalse();
  }

  @Test
  void withoutKafka_writingFails() throws Exception {
    Settings nowhere =
        Settings.of(
            Map.of(Setting.KAFKA_BOOTSTRAP, "127.0.0.1:1", Setting.KAFKA_DEAD_LETTERS, topic));
    try (DeadLetters letters = KafkaDeadLetters.in(nowhere, Duration.ofMillis(200)).open()) {
      assertThatThrownBy(
              () -> {
                letters.add(Reason.MALFORMED_JSON, "rsvps", 0, 1, bytes("x"));
                letters.flush();
              })
          .isInstanceOf(DeadLetters.DeadLetterException.class)
          .hasMessageContaining(topic);
    }
  }

  @Test
  void brokerThatDoesNotAnswer_isNotWaitedForForEver() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      Settings settings =
          Settings.of(Map.of(Setting.KAFKA_BOOTSTRAP, "127.0.0.1:" + silent.getLocalPort()));
      DeadLetters letters = KafkaDeadLetters.in(settings, Duration.ofSeconds(1)).open();
      assertThatThrownBy(() -> letters.add(Reason.MALFORMED_JSON, "rsvps", 0, 1, bytes("{")))
          .isInstanceOf(DeadLetters.DeadLetterException.class);
      letters.close();
    }
  }
}
