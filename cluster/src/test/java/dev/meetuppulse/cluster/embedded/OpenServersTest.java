package dev.meetuppulse.cluster.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenServersTest {
  @Test
  void named_leavesTheCredentialsOfOtherServersOut() {
    Settings production =
        Settings.of(
            Map.of(
                Setting.KAFKA_CLIENT_FILE, "sasl.properties",
                Setting.REDIS_USER, "pulse",
                Setting.REDIS_PASSWORD_FILE, "password",
                Setting.REDIS_TRUST_FILE, "ca.pem",
                Setting.COUNT_TOP, "7"));

    Settings own = OpenServers.named(production, "127.0.0.1:1", "redis://127.0.0.1:2");

    assertThat(own.text(Setting.KAFKA_BOOTSTRAP)).isEqualTo("127.0.0.1:1");
    assertThat(own.text(Setting.REDIS_URL)).isEqualTo("redis://127.0.0.1:2");
    assertThat(own.text(Setting.COUNT_TOP)).isEqualTo("7");
    for (Setting credentials :
        new Setting[] {
          Setting.KAFKA_CLIENT_FILE,
          Setting.REDIS_USER,
          Setting.REDIS_PASSWORD_FILE,
          Setting.REDIS_TRUST_FILE
        }) {
      assertThat(own.text(credentials)).as(credentials.key()).isEmpty();
    }
  }
}
