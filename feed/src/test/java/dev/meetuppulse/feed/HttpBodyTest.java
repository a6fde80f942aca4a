package dev.meetuppulse.feed;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class HttpBodyTest {
  private static final Duration IDLE = Duration.ofMillis(2500);

  private final FakeTime time = new FakeTime(0);
  private final HttpBody body = new HttpBody(IDLE, time);
  private long requested;

  HttpBodyTest() {
    body.onSubscribe(
        new Flow.Subscription() {
          @Override
          public void request(long n) {
            requested += n;
          }

          @Override
          public void cancel() {}
        });
  }

  @Test
  void read_eachWaitMayTakeTheWholeLimit_howeverLongTheReaderTookBefore() throws IOException {
    for (int i = 0; i < 30; i++) {
      send("\n");
      assertThat(body.read()).isEqualTo('\n');
    }

    assertThat(time.polls).hasSize(30).containsOnly(IDLE.toNanos());
  }

  @Test
  void read_nothingComes_timesOut() {
    time.stall(1);

    assertThatThrownBy(body::read)
        .isInstanceOf(SocketTimeoutException.class)
        .hasMessage("nothing came for 2.5 s");
  }

  @Test
  void read_asksForMoreOnlyWhenAllIsRead() throws IOException {
    send("ab");
    long before = requested;

    assertThat(body.read()).isEqualTo('a');
    assertThat(requested).isEqualTo(before);
    assertThat(body.read()).isEqualTo('b');
    assertThat(requested).isEqualTo(before + 1);
  }

  private void send(String text) {
    body.onNext(List.of(ByteBuffer.wrap(text.getBytes(US_ASCII))));
  }
}
