package dev.meetuppulse.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.source.HaltReason;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaClientsTest {
  @TempDir private Path folder;

  @Test
  void clientFile_addsButDoesNotWeaken() throws Exception {
    Path file = folder.resolve("client.properties");
    Files.writeString(file, "acks=0\nlinger.ms=7\nbootstrap.servers=evil:1\nsasl.jaas.config=pw\n");

    Map<String, Object> properties = KafkaClients.producer(settings("ours:1", file));

    assertThat(properties)
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", true)
        .containsEntry("linger.ms", "7")
        .containsEntry("sasl.jaas.config", "pw")
        .containsEntry("bootstrap.servers", "ours:1");
  }

  @Test
  void clientFile_thatIsMissing_isNamed() {
    Settings settings = Settings.of(Map.of(Setting.KAFKA_CLIENT_FILE, "/absent"));

    assertThatThrownBy(() -> KafkaClients.openAdmin(settings))
        .isInstanceOf(KafkaAccessException.class)
        .hasMessage("can't read kafka.client-file /absent");
  }

  @Test
  void admin_forAShortPatience_givesUpWithinIt() {
    assertThat(KafkaClients.admin(Settings.defaults(), Duration.ofSeconds(1)))
        .containsEntry(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 1_000)
        .containsEntry(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 500);
  }

  @Test
  void refusal_isNotTakenForABrokerThatIsAway() {
    Settings settings = Settings.of(Map.of(Setting.KAFKA_BOOTSTRAP, "b:1"));

    SaslAuthenticationException wrongUser = new SaslAuthenticationException("wrong user");
    String refusal = "Kafka at b:1 refuses: wrong user; check kafka.client-file and the ACLs";
    assertThat(KafkaClients.unreachable(settings, wrongUser)).hasMessage(refusal);
    assertThat(KafkaTrouble.of("b:1", wrongUser)).isEqualTo(refusal);
    assertThat(KafkaClients.unreachable(settings, new TopicAuthorizationException("not yours")))
        .hasMessageStartingWith("Kafka at b:1 refuses: not yours");
  }

  @Test
  void addressThatDoesNotResolve_isNoMatterOfTheClientFile() {
    Settings settings = Settings.of(Map.of(Setting.KAFKA_BOOTSTRAP, "absent.invalid:9092"));

    assertThatThrownBy(() -> KafkaClients.openAdmin(settings))
        .isInstanceOf(KafkaAccessException.class)
        .hasMessageStartingWith("no Kafka at absent.invalid:9092 (No resolvable bootstrap")
        .hasMessageEndingWith("set kafka.bootstrap")
        .satisfies(
            e -> {
              assertThat(HaltReasons.of(e)).isEqualTo(HaltReason.KAFKA_AWAY);
              assertThat(KafkaTrouble.of("absent.invalid:9092", e))
                  .endsWith("check kafka.bootstrap");
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "security.protocol=SASL_PLAINTEXT\nsasl.mechanism=PLAIN\n",
        "security.protocol=SSL\nssl.truststore.location=/absent.jks\n",
        "metadata.max.age.ms=5s\n",
      })
  void clientFile_ofWhichNoClientCanBeMade_isNamed(String lines) throws Exception {
    Path file = Files.writeString(folder.resolve("client.properties"), lines);
    Settings settings = settings("127.0.0.1:1", file);

    assertThatThrownBy(() -> Topics.ensure(settings))
        .isInstanceOf(KafkaAccessException.class)
        .hasMessageStartingWith("no client for Kafka can be opened (")
        .hasMessageEndingWith("check kafka.client-file")
        .hasMessageNotContaining("Failed to create")
        .satisfies(e -> assertThat(HaltReasons.of(e)).isEqualTo(HaltReason.NOT_ALLOWED))
        .satisfies(e -> assertThat(KafkaTrouble.of("b:1", e)).startsWith("no client for Kafka"));
  }

  private static Settings settings(String bootstrap, Path file) {
    return Settings.of(
        Map.of(Setting.KAFKA_BOOTSTRAP, bootstrap, Setting.KAFKA_CLIENT_FILE, file.toString()));
  }
}
