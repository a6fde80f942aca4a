package dev.meetuppulse.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TroubleTest {
  @Test
  void remedyFollowsTheLastSemicolon() {
    assertThat(Trouble.of("refuses: a; b; start it", ""))
        .isEqualTo(new Trouble("refuses: a; b", "start it"));
  }

  @Test
  void messageWithoutARemedy_isTheCause() {
    assertThat(Trouble.of("it refuses", "check redis.url"))
        .isEqualTo(new Trouble("it refuses", "check redis.url"));
  }

  @Test
  void ofAnException_theFirstLineIsKept_orTheNameOfItsClass() {
    assertThat(Trouble.firstLine(new IllegalStateException(" it broke \nat a place")))
        .isEqualTo("it broke");
    assertThat(Trouble.firstLine(new IllegalStateException())).isEqualTo("IllegalStateException");
    assertThat(Trouble.firstLine(new IllegalStateException(" \n")))
        .isEqualTo("IllegalStateException");
  }
}
