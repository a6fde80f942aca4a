package dev.meetuppulse.meetup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.meetup.RsvpPage.ResponseCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FullReadsTest {
  private static final long T = 1_700_000_000_000L;
  private static final long MINUTE = TimeUnit.MINUTES.toMillis(1);
  private static final long SIX_HOURS = TimeUnit.HOURS.toMillis(6);
  private static final ResponseCounts ONE_YES = ResponseCounts.NONE.plus("yes", 1);
  private static final ResponseCounts ONE_NO = ResponseCounts.NONE.plus("no", 1);

  private final FullReads reads = new FullReads(T - SIX_HOURS, false, 0);
  private long now = T;

  @Test
  void firstRead_isRepeatedOnce_alsoAfterARestart() {
    FullReads first = new FullReads(0, false, 0);
    first.read(true, ResponseCounts.NONE, now);
    assertThat(first.due(0, now)).isEqualTo(now + 10 * MINUTE);

    FullReads restarted = new FullReads(first.last(), first.isUnsettled(), 0);
    assertThat(restarted.due(0, now)).isEqualTo(now + 10 * MINUTE);

    now += 10 * MINUTE;
    restarted.read(true, ResponseCounts.NONE, now);
    assertThat(restarted.due(0, now)).isEqualTo(now + SIX_HOURS);
    assertThat(restarted.isUnsettled()).isFalse();
  }

  @Test
  void unexplainedDifference_readAgainLessAndLessOften_andNeverGivenUpForHours() {
    List<Long> minutes = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      reads.read(true, ONE_YES, now);
      minutes.add((reads.due(0, now) - now) / MINUTE);
      now = reads.due(0, now);
    }

    assertThat(minutes).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 360L);
  }

  @Test
  void unexplainedDifference_isNoReasonToReadAtOnce_onceSeveralReadsHaveNotExplainedIt() {
    for (int i = 0; i < 3; i++) {
      assertThat(reads.agrees(ONE_YES)).isFalse();
      reads.read(true, ONE_YES, now);
    }

    assertThat(reads.agrees(ONE_YES)).isTrue();
    assertThat(reads.agrees(ONE_NO)).isFalse();
    assertThat(reads.agrees(ResponseCounts.NONE)).isFalse();
  }

  @Test
  void differenceThatIsExplained_endsIt() {
    for (int i = 0; i < 4; i++) {
      reads.read(true, ONE_YES, now);
    }
    reads.read(true, ResponseCounts.NONE, now);

    assertThat(reads.due(0, now)).isEqualTo(now + SIX_HOURS);
    assertThat(reads.agrees(ResponseCounts.NONE)).isTrue();
    assertThat(reads.agrees(ONE_YES)).isFalse();
  }

  @Test
  void anotherDifference_isReadAgainSoon() {
    for (int i = 0; i < 6; i++) {
      reads.read(true, ONE_YES, now);
    }
    reads.read(true, ONE_NO, now);

    assertThat(reads.due(0, now)).isEqualTo(now + MINUTE);
  }

  @Test
  void differenceAfterAReadDownToKnownAnswers_allAreReadAtOnce() {
    reads.read(true, ResponseCounts.NONE, now);
    reads.read(false, ONE_YES, now + MINUTE);

    assertThat(reads.due(0, now + MINUTE)).isEqualTo(now + MINUTE);
  }

  @Test
  void theServersClockGoesBack_nothingWaitsForIt() {
    long wrong = now + TimeUnit.DAYS.toMillis(3_650);
    long start = now + SIX_HOURS;
    reads.read(true, ResponseCounts.NONE, wrong);
    assertThat(reads.due(start, now)).isEqualTo(now + SIX_HOURS);

    reads.moved(wrong);
    assertThat(reads.due(start, now)).isEqualTo(now + 10 * MINUTE);

    reads.read(false, ONE_YES, wrong);
    assertThat(reads.due(start, now)).isEqualTo(now);
  }
}
