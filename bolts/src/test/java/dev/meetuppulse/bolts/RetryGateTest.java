package dev.meetuppulse.bolts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryGateTest {
  private final RetryGate gate = new RetryGate();
  private long now = Long.MAX_VALUE - 1_000;

  private void pass(Duration time) {
    now += time.toNanos();
  }

  @Test
  void pauses_doubleUpToHalfAMinute_forThatPartitionAlone() {
    for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 32}) {
      assertThat(gate.closed(1, now)).isNull();
      gate.failed(1, "refused", now);
      pass(Duration.ofSeconds(seconds).minusNanos(1));
      assertThat(gate.closed(1, now)).isEqualTo("refused");
      assertThat(gate.closed(2, now)).isNull();
      pass(Duration.ofNanos(1));
    }
    assertThat(gate.closed(1, now)).isNull();
  }

  @Test
  void beginAndEnd_areReportedOnce() {
    assertThat(gate.worked(1)).isFalse();
    assertThat(gate.failed(1, "x", now)).isTrue();
    assertThat(gate.failed(1, "x", now)).isFalse();
    assertThat(gate.worked(1)).isTrue();
    assertThat(gate.worked(1)).isFalse();
    assertThat(gate.failed(1, "x", now)).isTrue();
  }
}
