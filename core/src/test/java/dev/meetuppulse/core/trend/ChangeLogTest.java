package dev.meetuppulse.core.trend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.window.Dimension;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeLogTest {
  private static final long BEGIN = Instant.parse("2026-11-23T14:02:00Z").toEpochMilli();
  private static final long SINCE = Instant.parse("2026-11-23T13:50:10Z").toEpochMilli();
  private static final long MINUTE = 60_000;

  private final ChangeLog log = new ChangeLog(3);

  @Test
  void aRiseIsReportedOnceAndInWords() {
    List<String> said = new ArrayList<>();
    for (int second = 0; second < 1_800; second++) {
      Trend trend = new Trend(1, 5 + second, 12 + second / 60, 3, SINCE);
      log.update(
              BEGIN + second * 1_000L, List.of(List.of(rise("board-games", "Austin, TX", trend))))
          .forEach(change -> said.add(change.sentence(ZoneOffset.UTC)));
    }
    assertThat(said)
        .containsExactly(
            "14:02 board-games! is trending in Austin, TX: 12 RSVPs, usually 3, since 13:50");
    assertThat(log.latest()).hasSize(1);
  }

  @Test
  void afterTheClockWasSetBack_riseIsReportedWithoutDelay() {
    Trend trend = new Trend(1, 5, 12, 3, SINCE);
    List<List<ChangeLog.Rise>> waiting = List.of(List.of(rise("waiting", null, trend)));
    List<List<ChangeLog.Rise>> quiet = List.of(List.of(rise("quiet", "Salem, OR", trend)));
    log.update(BEGIN - MINUTE, quiet);
    assertThat(log.update(BEGIN, quiet)).hasSize(1);
    log.update(BEGIN, waiting);
    long now = BEGIN - 60 * MINUTE;

    assertThat(log.update(now, waiting)).isEmpty();
    assertThat(log.update(now + 10_000, waiting)).hasSize(1);
    assertThat(log.update(now + 31 * MINUTE, quiet)).isEmpty();
    assertThat(log.update(now + 32 * MINUTE, quiet)).hasSize(1);
  }

  @Test
  void timesAreThoseOfTheZone() {
    Change change =
        new Change(
            BEGIN,
            Dimension.TOPICS,
            Key.of("x"),
            null,
            new Trend(1, 5, 40, 12.4, SINCE),
            List.of());
    assertThat(change.sentence(ZoneId.of("America/New_York")))
        .isEqualTo("09:02 x is trending: 40 RSVPs, usually 12, since 08:50");
  }

  @Test
  void whatRisesTogetherIsReportedTogether() {
    List<ChangeLog.Rise> rises =
        List.of(
            rise("a", null, new Trend(1, 9, 30, 0.26, SINCE)),
            rise("b", null, new Trend(2, 8, 30, 1, SINCE + MINUTE)),
            rise("c", null, new Trend(3, 7, 30, 1, SINCE - MINUTE)),
            rise("d", null, new Trend(4, 6, 30, 1, SINCE - 30 * MINUTE)),
            rise("e", "Salem, OR", new Trend(5, 5, 30, 1, SINCE)));
    assertThat(log.update(BEGIN, apart(rises))).isEmpty();
    assertThat(log.update(BEGIN + 10_000, apart(rises)))
        .extracting(change -> change.sentence(ZoneOffset.UTC))
        .containsExactly(
            "14:02 a! and 2 more are trending: 30 RSVPs, usually 0.3, since 13:50",
            "14:02 d! is trending: 30 RSVPs, usually 1, since 13:20",
            "14:02 e! is trending in Salem, OR: 30 RSVPs, usually 1, since 13:50");
    assertThat(log.latest())
        .extracting(change -> change.key().name())
        .containsExactly("e", "d", "a");
  }

  @Test
  void flickeringIsNoNews() {
    List<ChangeLog.Rise> rise = List.of(rise("a", null, new Trend(1, 9, 30, 3, SINCE)));
    int said = 0;
    for (int minute = 0; minute < 120; minute++) {
      said += log.update(BEGIN + minute * MINUTE, minute % 20 < 2 ? apart(rise) : List.of()).size();
    }
    assertThat(said).isEqualTo(1);
    long later = BEGIN + 200 * MINUTE;
    log.update(later, apart(rise));
    assertThat(log.update(later + MINUTE, apart(rise))).hasSize(1);
  }

  @Test
  void onlyTheLatestAreKept() {
    for (int i = 0; i < 10; i++) {
      List<ChangeLog.Rise> rise =
          List.of(rise("key" + i, null, new Trend(i, 9, 30, 3, SINCE + i * 10 * MINUTE)));
      log.update(BEGIN + i * MINUTE, apart(rise));
      log.update(BEGIN + i * MINUTE + 20_000, apart(rise));
    }
    assertThat(log.latest())
        .extracting(change -> change.key().name())
        .containsExactly("key9", "key8", "key7");
  }

  @Test
  void whatRisesForOneReasonIsReportedTogether_andWhatJoinsItLaterIsNot() {
    ChangeLog.Rise topic = rise("ai", "Austin, TX", new Trend(1, 9, 30, 3, SINCE));
    ChangeLog.Rise local =
        rise(
            new ChangeLog.Subject(Dimension.TOPICS, "ai", "Austin, TX"),
            "Austin, TX",
            new Trend(1, 12, 28, 0.01, SINCE));
    ChangeLog.Rise group =
        rise(
            new ChangeLog.Subject(Dimension.GROUPS, "g", null),
            "Austin, TX",
            new Trend(1, 8, 25, 1, SINCE - 10 * MINUTE));
    ChangeLog.Rise city =
        rise(
            new ChangeLog.Subject(Dimension.CITIES, "Austin, TX", null),
            null,
            new Trend(1, 7, 60, 30, SINCE));
    log.update(BEGIN, List.of(List.of(local, topic, group)));
    assertThat(log.update(BEGIN + 10_000, List.of(List.of(local, topic, group))))
        .extracting(change -> change.sentence(ZoneOffset.UTC))
        .containsExactly(
            "14:02 ai! and g! are trending in Austin, TX: 28 RSVPs, usually under 0.1, since 13:50");
    List<List<ChangeLog.Rise>> joined = List.of(List.of(local, topic, group, city));
    assertThat(log.update(BEGIN + 20_000, joined)).isEmpty();
    assertThat(log.update(BEGIN + 40_000, joined)).isEmpty();
  }

  private static List<List<ChangeLog.Rise>> apart(List<ChangeLog.Rise> rises) {
    return rises.stream().map(List::of).toList();
  }

  private static ChangeLog.Rise rise(String key, String place, Trend trend) {
    return rise(new ChangeLog.Subject(Dimension.TOPICS, key, null), place, trend);
  }

  private static ChangeLog.Rise rise(ChangeLog.Subject subject, String place, Trend trend) {
    return new ChangeLog.Rise(subject, subject.key() + "!", place, trend);
  }
}
