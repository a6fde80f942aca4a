package dev.meetuppulse.meetup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.meetuppulse.meetup.RsvpPage.ResponseCounts;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which reads follow from a poll or a page. */
class RsvpReaderTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final long MINUTE = 60_000;

  @TempDir private Path folder;

  private final RsvpAges ages = new RsvpAges();
  private StateFile file;
  private RsvpReader reader;
  private WatchedEvent event;

  @BeforeEach
  void open() {
    file =
        StateFile.open(
            folder.resolve("s"), new StatePurpose("p", ""), false, new Notices(line -> {}));
    RsvpLedger ledger = new RsvpLedger(file);
    reader = new RsvpReader(ledger, ages);
    JsonNodeFactory json = JsonNodeFactory.instance;
    event =
        ledger.watch(
            new EventFacts("t", NOW + 1_000 * MINUTE, json.objectNode(), json.objectNode()), "id");
  }

  @AfterEach
  void close() {
    file.close();
  }

  @Test
  void look_theNewestIsKnownAndCountsAgree_enough() {
    readAll(NOW, 2);
    reader.look(event, page(2, true, row(2)), NOW + MINUTE);

    assertThat(event.readWanted()).isZero();
  }

  @Test
  void look_moreThanAreKnown_wantsARead() {
    readAll(NOW, 2);
    reader.look(event, page(3, true, row(2)), NOW + MINUTE);

    assertThat(event.readWanted()).isPositive();
  }

  /** The newest row says no answer, and always will: that must not cost a read each time. */
  @Test
  void look_theNewestIsNoAnswer_isReadOnce() {
    RsvpPage newest =
        new RsvpPage(new ResponseCounts(2, 0, 0), List.of(), List.of("c"), times(9), true);
    readAll(NOW, 2);
    reader.look(event, newest, NOW + MINUTE);
    assertThat(event.readWanted()).isPositive();
    reader.read(
        event,
        new RsvpPage(
            new ResponseCounts(2, 0, 0),
            List.of(row(2), row(1)),
            List.of("c", "d", "e"),
            times(9, 2, 1),
            false),
        NOW + MINUTE);
    assertThat(event.readWanted()).isZero();

    reader.look(event, newest, NOW + 2 * MINUTE);
    assertThat(event.readWanted()).isZero();
  }

  /** It stays the newest: that must not cost a read at each look. */
  @Test
  void look_theNewestHasNoTimeThatCanBe_countsDecide() {
    readAll(NOW, 2);
    RsvpRow future = new RsvpRow(2, "yes", 0, NOW + 1_000 * MINUTE);
    for (RsvpPage newest : List.of(withoutTime(2), page(2, true, future))) {
      reader.look(event, newest, NOW + MINUTE);
      assertThat(event.readWanted()).isZero();
    }

    reader.look(event, withoutTime(3), NOW + 2 * MINUTE);
    assertThat(event.readWanted()).isPositive();
  }

  /** All that was known would seem to be older, and nothing would be read any more. */
  @Test
  void look_aRowOfTheFuture_changesNothing() {
    RsvpRow future = new RsvpRow(9, "yes", 0, NOW + 1_000 * MINUTE);
    reader.look(event, page(3, false, future, row(2), row(1)), NOW);

    assertThat(event.through()).isEqualTo(given(2));
    assertThat(event.tier(NOW)).isEqualTo(WatchedEvent.Tier.MOVING);
    assertThat(event.tier(NOW + 100 * MINUTE)).isNotEqualTo(WatchedEvent.Tier.MOVING);
  }

  /** A list without an end would be read again at once. */
  @Test
  void read_withoutAnEnd_isOverAfterSomePages() {
    event.wantRead(NOW);
    for (int i = 0; i < 500; i++) {
      assertThat(event.progress().lastFull()).isZero();
      reader.read(event, page(9, true, row(1), row(2), row(3), row(4), row(5)), NOW);
    }

    assertThat(event.progress().lastFull()).isEqualTo(NOW);
  }

  /** An earlier process may have sent another answer of the same second, and died. */
  @Test
  void read_changedSinceTheFile_itsRecordIsTheNewest() throws Exception {
    Path path = folder.resolve("other");
    try (StateFile first =
        StateFile.open(path, new StatePurpose("p", ""), false, new Notices(line -> {}))) {
      RsvpLedger before = new RsvpLedger(first);
      reader = new RsvpReader(before, ages);
      event = before.watch(event.facts(), "id");
      readAll(NOW, 1);
      before.commit(line -> {});
    }
    try (StateFile second =
        StateFile.open(path, new StatePurpose("p", ""), false, new Notices(line -> {}))) {
      RsvpLedger after = new RsvpLedger(second);
      reader = new RsvpReader(after, ages);
      event = after.event("t").orElseThrow();
      reader.look(event, page(0, false, new RsvpRow(1, "no", 0, given(1))), NOW);

      assertThat(after.known(1).mtime()).isEqualTo(given(1) + 2);
    }
  }

  /** A full read of many pages goes on while looks find nothing new. */
  @Test
  void look_whileAllAreRead_doesNotEndTheRead() {
    readAll(NOW, 2);
    long later = event.fullReadDue(NOW) + MINUTE;
    reader.read(event, page(2, true, row(2)), later);
    Reading underWay = event.reading(later);

    reader.look(event, page(2, true, row(2)), later + MINUTE);

    assertThat(event.reading(later + MINUTE)).isSameAs(underWay);
  }

  @Test
  void ages_ofAnswersGivenAfterTheFirstLookAlone() {
    readAll(NOW, 3);
    assertThat(ages.words()).isEmpty();

    RsvpRow later = new RsvpRow(4, "yes", 0, NOW + MINUTE);
    reader.look(event, page(4, true, later), NOW + 2 * MINUTE);

    assertThat(ages.moving()).hasValue(MINUTE);
  }

  private void readAll(long now, int answers) {
    RsvpRow[] rows =
        LongStream.range(0, answers).mapToObj(i -> row(answers - i)).toArray(RsvpRow[]::new);
    reader.look(event, page(answers, false, rows), now);
  }

  private static List<Long> times(long... ids) {
    return LongStream.of(ids).map(RsvpReaderTest::given).boxed().toList();
  }

  private static long given(long id) {
    return NOW - 20 * MINUTE + id * MINUTE;
  }

  private static RsvpRow row(long id) {
    return new RsvpRow(id, "yes", 0, given(id));
  }

  private static RsvpPage withoutTime(long yes) {
    return new RsvpPage(new ResponseCounts(yes, 0, 0), List.of(), List.of("c"), List.of(), true);
  }

  private static RsvpPage page(long yes, boolean more, RsvpRow... rows) {
    return new RsvpPage(
        new ResponseCounts(yes, 0, 0),
        List.of(rows),
        List.of(rows).stream().map(row -> "c" + row.id()).toList(),
        List.of(rows).stream().map(RsvpRow::updated).toList(),
        more);
  }
}
