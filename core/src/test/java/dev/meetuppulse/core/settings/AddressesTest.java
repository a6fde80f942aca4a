package dev.meetuppulse.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

  @ParameterizedTest
  @CsvSource({
    "redis://cache, false, cache, 6379, 0",
    "redis://cache:7000/3, false, cache, 7000, 3",
    "rediss://cache.example.org/, true, cache.example.org, 6379, 0",
    "redis://[::1]:7000/99, false, ::1, 7000, 99",
    "redis://[2001:db8::7], false, 2001:db8::7, 6379, 0"
  })
  void redisUrl_allowed_isTakenApart(String url, boolean tls, String host, int port, int database) {
    assertThat(RedisUrl.parse(url))
        .isEqualTo(
            new RedisUrl(tls, List.of(new ServerAddress(host, port)), Optional.empty(), database));
    Settings.of(Map.of(Setting.REDIS_URL, url));
  }

  @Test
  void redisUrl_ofSentinels_namesThemAndThePrimary() {
    assertThat(RedisUrl.parse("rediss-sentinel://a,[::1]:7,b:9/my-master.1/3"))
        .isEqualTo(
            new RedisUrl(
                true,
                List.of(
                    new ServerAddress("a", 26_379),
                    new ServerAddress("::1", 7),
                    new ServerAddress("b", 9)),
                Optional.of("my-master.1"),
                3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cache:6379",
        "http://cache",
        "redis://",
        "redis://user:secret@cache",
        "redis://cache:0",
        "redis://cache:65536",
        "redis://cache/x",
        "redis://::1",
        "redis://[cache]:6379",
        "redis://a:1,b:2",
        "redis-sentinel://a:1,b:2",
        "redis-sentinel://a:1,/name",
        "redis-sentinel://user@a:1/name"
      })
  void redisUrl_other_isRefusedWithWhatIsAllowed(String url) {
    assertThatThrownBy(() -> Settings.of(Map.of(Setting.REDIS_URL, url)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("redis.url is '" + url + "'; allowed: redis://HOST:PORT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:9092", "a:1, b:2", "[::1]:9092,10.0.0.1:65535"})
  void brokers_eachWithAPort_areAllowed(String brokers) {
    assertThat(Settings.of(Map.of(Setting.KAFKA_BOOTSTRAP, brokers)).text(Setting.KAFKA_BOOTSTRAP))
        .isEqualTo(brokers);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "a:1,b", "a:1,", "::1:9092", "a:0", "a b:1"})
  void brokers_withoutAPort_areRefusedWithWhatIsAllowed(String brokers) {
    assertThatThrownBy(() -> Settings.of(Map.of(Setting.KAFKA_BOOTSTRAP, brokers)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "kafka.bootstrap is '" + brokers + "'; allowed: comma-separated HOST:PORT")
        .hasMessageContaining("is not HOST:PORT");
  }

  @Test
  void address_ofIpv6_isWrittenInBrackets() {
    assertThat(new ServerAddress("::1", 9092)).hasToString("[::1]:9092");
    assertThat(new ServerAddress("::1", 80).url()).isEqualTo("http://[::1]:80");
    assertThat(new ServerAddress("::", 80).url()).isEqualTo("http://[::1]:80");
    assertThat(new ServerAddress("0.0.0.0", 80).url()).isEqualTo("http://127.0.0.1:80");
    assertThat(new ServerAddress("a.example", 80).url()).isEqualTo("http://a.example:80");
  }
}
