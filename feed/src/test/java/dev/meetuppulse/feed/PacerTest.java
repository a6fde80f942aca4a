package dev.meetuppulse.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PacerTest {

  @Test
  void dueMillis_followsTheNewest() {
    Pacer pacer = new Pacer(2);

    assertThat(pacer.dueMillis(10_000)).isZero();
    assertThat(pacer.dueMillis(12_000)).isEqualTo(1_000);
    assertThat(pacer.dueMillis(11_000)).isEqualTo(1_000);
    assertThat(pacer.dueMillis(12_500)).isEqualTo(1_250);
  }

  @Test
  void dueMillis_longSilence_isCut() {
    Pacer pacer = new Pacer(1);
    pacer.dueMillis(1);

    assertThat(pacer.dueMillis(1_000_000_000)).isEqualTo(Pacer.LONGEST_SILENCE_MILLIS);
    assertThat(pacer.dueMillis(1_000_000_001)).isEqualTo(Pacer.LONGEST_SILENCE_MILLIS + 1);
  }

  @Test
  void dueMillis_asFastAsPossible_atOnce() {
    Pacer pacer = new Pacer(Double.POSITIVE_INFINITY);
    pacer.dueMillis(1);

    assertThat(pacer.dueMillis(1_000_000_000)).isZero();
  }
}
