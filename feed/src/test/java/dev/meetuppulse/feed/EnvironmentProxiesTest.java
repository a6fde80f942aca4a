package dev.meetuppulse.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentProxiesTest {

  @Test
  void title_ofEachScheme_itsOwnVariableThenThatForAll() {
    Map<String, String> all =
        Map.of(
            "http_proxy", "http://one:1",
            "HTTP_PROXY", "http://never:1",
            "HTTPS_PROXY", "two:2/",
            "all_proxy", "socks5h://three");

    assertThat(title(all, "http://example.org/")).isEqualTo("one:1");
    assertThat(title(all, "https://example.org/")).isEqualTo("two:2");
    assertThat(title(Map.of("all_proxy", "socks5h://three", "http_proxy", " "), "http://a/"))
        .isEqualTo("three:1080");
    assertThat(title(Map.of(), "http://example.org/")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*                       | http://example.org/        | true",
        "example.org             | http://example.org/        | true",
        "example.org             | http://EXAMPLE.org:8080/   | true",
        "example.org             | http://a.example.org/      | true",
        ".example.org            | http://a.example.org/      | true",
        "*.example.org           | http://a.example.org/      | true",
        "example.org             | http://notexample.org/     | false",
        "a.com, example.org b.com| http://example.org/        | true",
        "example.org:8080        | http://example.org:8080/   | true",
        "example.org:8080        | http://example.org/        | false",
        "example.org:80          | http://example.org/        | true",
        "localhost,127.0.0.1     | http://127.0.0.1:8900/     | true",
        "::1                     | http://[::1]:8900/         | true",
        "[::1]:8900              | http://[::1]:8900/         | true",
        "''                      | http://example.org/        | false",
        "','                     | http://example.org/        | false",
      })
  void title_exceptions_goWithout(String exceptions, String url, boolean without) {
    Map<String, String> environment = Map.of("http_proxy", "p:1", "NO_PROXY", exceptions);

    assertThat(title(environment, url)).isEqualTo(without ? "" : "p:1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://p:1", "http://", "http://u:secret@", "a b", "https://p:1"})
  void title_variableThatIsNoProxy_isNamedWithoutItsValue(String value) {
    assertThatThrownBy(() -> title(Map.of("http_proxy", value), "http://a/"))
        .isInstanceOf(FeedException.class)
        .hasMessage(
            "http_proxy is not the address of a proxy; it must be http://HOST[:PORT], or socks5");
  }

  private static String title(Map<String, String> environment, String url) {
    return new EnvironmentProxies(environment).title(URI.create(url));
  }
}
