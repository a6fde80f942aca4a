package dev.meetuppulse.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamUrlTest {

  @ParameterizedTest
  @CsvSource({
    "http://a/2/rsvps, http://a/2/rsvps?since_mtime=7",
    "https://a:1/2/rsvps?key=x%20y&z, https://a:1/2/rsvps?key=x%20y&z&since_mtime=7",
    "http://a/?since_count=5&k=1, http://a/?k=1&since_mtime=7",
    "http://a?since_mtime=1, http://a?since_mtime=7",
    "http://meetup_simulator:8900/2/rsvps, http://meetup_simulator:8900/2/rsvps?since_mtime=7",
    "http://[::1]:80/x#part, http://[::1]:80/x?since_mtime=7",
  })
  void since_aTime_replacesWhereToBegin(String url, String expected) {
    assertThat(new StreamUrl(url).since(7)).hasToString(expected);
  }

  @Test
  void title_hasNoParameters() {
    assertThat(new StreamUrl("https://a:1/2/rsvps?key=secret").title())
        .isEqualTo("https://a:1/2/rsvps");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "localhost:80",
        "ftp://a/b",
        "http://",
        "http:///x",
        "http://a:65536/",
        "ht tp"
      })
  void create_noAddressOfAStream_refusedWithoutRepeatingIt(String url) {
    assertThatThrownBy(() -> new StreamUrl(url))
        .isInstanceOf(FeedException.class)
        .hasMessageStartingWith("not the address of a stream");
  }

  @Test
  void create_addressWithAPassword_refusedWithoutRepeatingIt() {
    assertThatThrownBy(() -> new StreamUrl("http://u:p@a/"))
        .isInstanceOf(FeedException.class)
        .hasMessageStartingWith("no user or password in the address of a stream")
        .hasMessageNotContaining("u:p");
  }

  @Test
  void sinceMtime_ofAnAddress_thatOrTheLargestNumber() {
    assertThat(new StreamUrl("http://a/?x=1&since_mtime=17&y").sinceMtime()).isEqualTo(17);
    assertThat(new StreamUrl("http://a/?since_mtime=x").sinceMtime()).isEqualTo(Long.MAX_VALUE);
    assertThat(new StreamUrl("http://a/").sinceMtime()).isEqualTo(Long.MAX_VALUE);
  }
}
