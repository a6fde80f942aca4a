package dev.meetuppulse.meetup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.meetup.FullReads.Unexplained;
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

  private final FullReads reads = new FullReads(T - SIX_HOURS, false, 0, Unexplained.NONE);
  private long now = T;

  @Test
  void firstRead_isRepeatedOnce_alsoAfterARestart() {
    FullReads first = new FullReads(0, false, 0, Unexplained.NONE);
    first.read(true, ResponseCounts.NONE, now);
    assertThat(first.due(0, 0, now)).isEqualTo(now + 10 * MINUTE);

    FullReads restarted = new FullReads(first.last(), first.isUnsettled(), 0, first.unexplained());
    assertThat(restarted.due(0, 0, now)).isEqualTo(now + 10 * MINUTE);

    now += 10 * MINUTE;
    restarted.read(true, ResponseCounts.NONE, now);
    assertThat(restarted.due(0, 0, now)).isEqualTo(now + SIX_HOURS);
    assertThat(restarted.isUnsettled()).isFalse();
  }

  @Test
  void unexplainedDifference_readAgainLessAndLessOften_andNeverGivenUpForHours() {
    List<Long> minutes = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      reads.read(true, ONE_YES, now);
      minutes.add((reads.due(0, 0, now) - now) / MINUTE);
      now = reads.due(0, 0, now);
    }

    assertThat(minutes).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 360L);
  }

  @Test
  void unexplainedDifference_isNoReasonToReadAtOnce_onceSeveralReadsHaveNotExplainedIt() {
    for (int i = 0; i < 3; i++) {
      assertThat(reads.agrees(ONE_YES)).isFalse();
      readWhenDue();
    }

    assertThat(reads.agrees(ONE_YES)).isTrue();
    assertThat(reads.agrees(ONE_NO)).isFalse();
    assertThat(reads.agrees(ResponseCounts.NONE)).isFalse();
  }

  /** Where a look shows all answers, there is a read with each look. */
  @Test
  void unexplainedDifference_readBeforeItIsDue_countsNotAgain() {
    for (long later = now; later <= now + 64 * MINUTE; later += MINUTE / 2) {
      reads.read(true, ONE_YES, later);
    }

    assertThat(reads.unexplained()).isEqualTo(new Unexplained(ONE_YES, 7));
    assertThat(reads.due(0, 0, now + 64 * MINUTE)).isEqualTo(now + 127 * MINUTE);
  }

  @Test
  void unexplainedDifference_isKnownAfterARestart() {
    for (int i = 0; i < 3; i++) {
      readWhenDue();
    }
    FullReads restarted = new FullReads(reads.last(), false, 0, reads.unexplained());

    assertThat(restarted.agrees(ONE_YES)).isTrue();
    assertThat(restarted.due(0, 0, now)).isEqualTo(now);
    restarted.read(true, ONE_YES, now);
    assertThat(restarted.due(0, 0, now)).isEqualTo(now + 8 * MINUTE);
  }

  /** A restart is no reason to wait until the next read of every few hours. */
  @Test
  void unexplainedDifference_readAgainAsSoonAfterARestart() {
    for (int i = 0; i < 9; i++) {
      reads.read(true, ONE_YES, now);
      FullReads restarted = new FullReads(now, false, 0, reads.unexplained());
      long minutes = i < 8 ? 1L << i : SIX_HOURS / MINUTE;
      assertThat(restarted.due(0, 0, now)).isEqualTo(now + minutes * MINUTE);
      now = reads.due(0, 0, now);
    }
  }

  @Test
  void date_readAfterTheStartAndAfterTheEnd() {
    long start = now + MINUTE;
    long end = start + 2 * SIX_HOURS;
    List<Long> minutes = new ArrayList<>();
    List<Long> sinceDate = new ArrayList<>();
    while (reads.due(start, end, now) < Long.MAX_VALUE) {
      now = reads.due(start, end, now);
      minutes.add((now - start) / MINUTE);
      if (reads.isUnreadSinceDate(start, end, now)) {
        sinceDate.add((now - start) / MINUTE);
      }
      reads.read(true, ResponseCounts.NONE, now);
    }

    assertThat(minutes).containsExactly(-1L, 20L, 380L, 740L);
    assertThat(sinceDate).containsExactly(20L, 740L);
  }

  @Test
  void differenceThatIsExplained_endsIt() {
    for (int i = 0; i < 4; i++) {
      readWhenDue();
    }
    reads.read(true, ResponseCounts.NONE, now);

    assertThat(reads.due(0, 0, now)).isEqualTo(now + SIX_HOURS);
    assertThat(reads.agrees(ResponseCounts.NONE)).isTrue();
    assertThat(reads.agrees(ONE_YES)).isFalse();
  }

  @Test
  void anotherDifference_isReadAgainSoon() {
    for (int i = 0; i < 6; i++) {
      readWhenDue();
    }
    reads.read(true, ONE_NO, now);

    assertThat(reads.due(0, 0, now)).isEqualTo(now + MINUTE);
  }

  /** On a large event a look leads to a read down to known answers, half a minute apart. */
  @Test
  void anotherDifference_whileTheRepeatIsFarAhead_allAreReadAtOnce_thenAfterAMinute() {
    for (int i = 0; i < 6; i++) {
      readWhenDue();
    }
    now = reads.last() + MINUTE / 2;
    List<Long> halfMinutes = new ArrayList<>();
    for (int half = 0; !reads.agrees(ONE_NO); half++, now += MINUTE / 2) {
      reads.read(false, ONE_NO, now);
      if (reads.due(0, 0, now) <= now) {
        reads.read(true, ONE_NO, now);
        halfMinutes.add((long) half);
      }
    }

    assertThat(halfMinutes).containsExactly(0L, 2L, 5L);
  }

  @Test
  void aDifference_whileItsRepeatIsAhead_isReadWithinAMinute() {
    readWhenDue();
    reads.read(true, ONE_YES, now);
    reads.read(false, ONE_YES, now + MINUTE / 4);

    assertThat(reads.due(0, 0, now)).isEqualTo(now + MINUTE / 4 + MINUTE);
  }

  @Test
  void differenceAfterAReadDownToKnownAnswers_allAreReadAtOnce() {
    reads.read(true, ResponseCounts.NONE, now);
    reads.read(false, ONE_YES, now + MINUTE);

    assertThat(reads.due(0, 0, now + MINUTE)).isEqualTo(now + MINUTE);
  }

  @Test
  void theServersClockGoesBack_nothingWaitsForIt() {
    long wrong = now + TimeUnit.DAYS.toMillis(3_650);
    long start = now + SIX_HOURS;
    reads.read(true, ResponseCounts.NONE, wrong);
    assertThat(reads.due(start, start, now)).isEqualTo(now + SIX_HOURS);

    reads.unsettle(wrong);
    assertThat(reads.due(start, start, now)).isEqualTo(now + 10 * MINUTE);

    reads.read(false, ONE_YES, wrong);
    assertThat(reads.due(start, start, now)).isEqualTo(now);
  }

  private void readWhenDue() {
    reads.read(true, ONE_YES, now);
    now = reads.due(0, 0, now);
  }
}
