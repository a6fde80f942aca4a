package dev.meetuppulse.core.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meetuppulse.core.count.PartitionCounter.BatchResult;
import dev.meetuppulse.core.count.PartitionCounter.FencedException;
import dev.meetuppulse.core.count.PartitionCounter.Saved;
import dev.meetuppulse.core.journal.CorruptEntryException;
import dev.meetuppulse.core.journal.MemoryJournals;
import dev.meetuppulse.core.journal.Position;
import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.core.journal.Tally;
import dev.meetuppulse.core.rsvp.GroupKeys;
import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.rsvp.Outcome;
import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionCounterTest {
  private static final long T = 1_700_000_000_000L;
  private static final GroupKeys GROUP =
      new GroupKeys("us", Key.of("Salem, OR"), Key.of("OR"), Key.of("g"), List.of(Key.of("t")));

  private final MemoryJournals store = new MemoryJournals();

  /** The first record is some ms after a whole second, the second some ms after the first. */
  @ParameterizedTest
  @CsvSource({
    "the same answer, 0, yes, 90000, yes, 0, duplicate",
    "the same answer from before, 0, yes, -90000, yes, 0, duplicate",
    "another that is not newer, 1, yes, 0, no, 0, stale",
    "another rounded up to a whole second, 500, yes, 500, no, 0, stale",
    "another at a whole second later, 499, yes, 501, no, 0, changed",
    "other guests, 0, yes, 1, yes, 1, changed",
    "the same unknown answer, 0, maybe, 1, maybe, 0, duplicate",
    "another unknown answer, 0, maybe, 1, waitlist, 0, changed",
  })
  void apply_aSecondRecord_byTheFourRules(
      String what, long at, String first, long later, String second, int guests, String rule)
      throws Exception {
    Tally tally = tally(rsvp(1, T + at, first, 0), rsvp(1, T + at + later, second, guests));
    assertThat(tally.newRsvps()).isEqualTo(1);
    assertThat(tally).as(what).extracting(rule).isEqualTo(1L);
  }

  @Test
  void apply_tooOldForAllButAll_isLate() throws Exception {
    Tally tally = tally(rsvp(1, T, "yes", 0), rsvp(2, T - Duration.ofDays(2).toMillis(), "yes", 0));
    assertThat(tally.late()).isEqualTo(1);
  }

  @Test
  void apply_beforeTheFirstBucketOfTheLongestWindow_isLate() throws Exception {
    long first = T - T % 60_000 - Duration.ofMinutes(24 * 60 - 1).toMillis();
    Tally tally =
        tally(rsvp(1, T, "yes", 0), rsvp(2, first, "yes", 0), rsvp(3, first - 1, "yes", 0));
    assertThat(tally.late()).isEqualTo(1);
  }

  @Test
  void apply_moreThanRemembered_forgetsTheLongestUnseenAndCountsIt() throws Exception {
    List<Outcome> records = new ArrayList<>();
    for (int id = 0; id < 30; id++) {
      records.add(rsvp(id, T + id, "yes", 0));
    }
    records.add(rsvp(29, T, "yes", 0));
    records.add(rsvp(0, T, "yes", 0));
    CountOptions few =
        new CountOptions(
            true,
            Window.DEFAULTS,
            List.of(Dimension.values()),
            "us",
            Duration.ofHours(25),
            10,
            100_000,
            100_000);
    PartitionCounter counter = PartitionCounter.open(0, few, store);
    counter.apply(batch(0, true, records.toArray(Outcome[]::new)));
    Tally tally = counter.save().orElseThrow().tally();
    assertThat(tally.forgotten()).isEqualTo(21);
    assertThat(tally.duplicate()).isEqualTo(1);
    assertThat(tally.newRsvps()).isEqualTo(31);
  }

  @Test
  void apply_aGap_countsNothing() throws Exception {
    PartitionCounter counter = open();
    assertThat(counter.apply(batch(0, false, rsvp(1, T, "yes", 0)))).isEqualTo(BatchResult.GAP);
    assertThat(counter.apply(batch(0, true, rsvp(1, T, "yes", 0)))).isEqualTo(BatchResult.COUNTED);
    assertThat(counter.apply(batch(2, false, rsvp(2, T, "yes", 0)))).isEqualTo(BatchResult.GAP);
    assertThat(counter.save().orElseThrow().tally().received()).isEqualTo(1);
  }

  @Test
  void apply_anOverlap_countsOnlyWhatIsNew() throws Exception {
    PartitionCounter counter = open();
    counter.apply(batch(0, true, rsvp(1, T, "yes", 0), rsvp(2, T, "yes", 0)));
    counter.apply(batch(1, false, rsvp(2, T, "yes", 0), rsvp(3, T, "yes", 0)));
    counter.apply(batch(0, true, rsvp(1, T, "yes", 0)));
    Tally tally = counter.save().orElseThrow().tally();
    assertThat(tally.newRsvps()).isEqualTo(3);
    assertThat(tally.received()).isEqualTo(3);
  }

  @Test
  void apply_aStartInAnotherLog_goesOnCounting() throws Exception {
    PartitionCounter counter = open();
    counter.apply(batch(0, true, rsvp(1, T, "yes", 0), rsvp(2, T, "yes", 0)));
    Batch again = TestCounts.batch(0, "again", 0, 1, true, List.of(rsvp(3, T, "yes", 0)));
    assertThat(counter.apply(again)).isEqualTo(BatchResult.COUNTED);
    assertThat(counter.save().orElseThrow().tally().newRsvps()).isEqualTo(3);
    assertThat(store.position(0)).contains(new Position("again", 1));
  }

  @Test
  void save_afterAnotherClaim_isRefused() throws Exception {
    PartitionCounter zombie = open();
    zombie.apply(batch(0, true, rsvp(1, T, "yes", 0)));
    PartitionCounter owner = open();
    owner.apply(batch(0, true, rsvp(1, T, "yes", 0), rsvp(2, T, "yes", 0)));
    owner.save();
    assertThatThrownBy(zombie::save).isInstanceOf(FencedException.class);
    assertThat(open().apply(batch(2, false))).isEqualTo(BatchResult.COUNTED);
  }

  @Test
  void save_thatFailed_isMadeUpForWithNothingTwice() throws Exception {
    PartitionCounter counter = open();
    counter.apply(batch(0, true, rsvp(1, T, "yes", 0)));
    store.silent = true;
    assertThatThrownBy(counter::save).isInstanceOf(StoreException.class);
    counter.apply(batch(1, false, rsvp(2, T, "yes", 0)));
    store.silent = false;
    Saved first = counter.save().orElseThrow();
    assertThat(first.tally().newRsvps()).isEqualTo(1);
    assertThat(counter.isSaved(batch(1, false, rsvp(2, T, "yes", 0)))).isFalse();
    Saved second = counter.save().orElseThrow();
    assertThat(second.version()).isEqualTo(first.version() + 1);
    assertThat(second.tally().newRsvps()).isEqualTo(2);
    assertThat(counter.save()).isEmpty();
  }

  @Test
  void save_inAStoreThatLostItsData_writesEverythingAgain() throws Exception {
    PartitionCounter counter = open();
    counter.apply(batch(0, true, rsvp(1, T, "yes", 0)));
    counter.save();
    store.wipe();
    Saved healed = counter.save().orElseThrow();
    assertThat(healed.tally().newRsvps()).isEqualTo(1);
    assertThat(store.position(0)).contains(new Position("log", 1));
    PartitionCounter next = open();
    assertThat(next.apply(batch(1, false, rsvp(1, T, "yes", 0)))).isEqualTo(BatchResult.COUNTED);
    assertThat(next.save().orElseThrow().tally().duplicate()).isEqualTo(1);
  }

  /** A server's address that leads to its replica for a while, and back. */
  @Test
  void save_afterAHealingThatWasRefused_losesNothing() throws Exception {
    PartitionCounter counter = open();
    counter.apply(batch(0, true, rsvp(1, T, "yes", 0)));
    counter.save();
    counter.apply(batch(1, false, rsvp(2, T, "yes", 0)));
    store.silent = true;
    assertThatThrownBy(counter::save).isInstanceOf(StoreException.class);
    store.silent = false;
    counter.apply(batch(2, false, rsvp(3, T, "yes", 0)));
    store.isLaggingReplica = true;
    assertThatThrownBy(counter::save).isInstanceOf(StoreException.class);
    store.isLaggingReplica = false;
    counter.apply(batch(3, false, rsvp(4, T, "yes", 0)));
    counter.save();
    counter.save();
    assertThat(counter.save()).isEmpty();

    PartitionCounter next = open();
    next.apply(batch(4, false, rsvp(3, T, "yes", 0), rsvp(4, T, "yes", 0)));
    Tally tally = next.save().orElseThrow().tally();
    assertThat(tally.newRsvps()).isEqualTo(4);
    assertThat(tally.duplicate()).isEqualTo(2);
  }

  @Test
  void save_manyTimes_rewritesTheJournalNowAndThen() throws Exception {
    PartitionCounter counter = open();
    for (int i = 0; i < 9_000; i++) {
      counter.apply(batch(i, i == 0, rsvp(i, T + i, "yes", 0)));
      counter.save();
    }
    assertThat(store.entries(0)).isLessThan(4_200);
    PartitionCounter next = open();
    next.apply(batch(9_000, false, rsvp(7, T + 7, "yes", 0)));
    Tally tally = next.save().orElseThrow().tally();
    assertThat(tally.newRsvps()).isEqualTo(9_000);
    assertThat(tally.duplicate()).isEqualTo(1);
  }

  @Test
  void save_inAStoreThatTakesNoSnapshot_triesLessAndLessOften() throws Exception {
    PartitionCounter counter = open();
    store.takesNoSnapshot = true;
    for (int i = 0; i < 20_000; i++) {
      counter.apply(batch(i, i == 0, rsvp(i, T + i, "yes", 0)));
      counter.save();
    }
    assertThat(store.notTaken).isBetween(1, 3);
    store.takesNoSnapshot = false;
    for (int i = 20_000; i < 60_000; i++) {
      counter.apply(batch(i, false, rsvp(i, T + i, "yes", 0)));
      counter.save();
    }
    assertThat(store.entries(0)).isLessThan(40_000);
  }

  @Test
  void open_aTornJournal_startsOver() throws Exception {
    PartitionCounter counter = open();
    counter.apply(batch(0, true, rsvp(1, T, "yes", 0)));
    counter.save();
    store.tear(0);
    PartitionCounter next = open();
    assertThat(store.position(0)).isEmpty();
    assertThat(next.apply(batch(1, false))).isEqualTo(BatchResult.GAP);
    next.apply(batch(0, true, rsvp(1, T, "yes", 0)));
    assertThat(next.save().orElseThrow().tally().newRsvps()).isEqualTo(1);
  }

  @Test
  void open_aJournalOfOtherWindows_startsOver() throws Exception {
    PartitionCounter counter = open();
    counter.apply(batch(0, true, rsvp(1, T, "yes", 0)));
    counter.save();
    PartitionCounter.open(0, TestCounts.options(Window.parseList("2m:1s")), store);
    assertThat(store.position(0)).isEmpty();
  }

  @Test
  void read_foreignBytes_isRefused() {
    assertThatThrownBy(
            () ->
                PartitionState.fold(
                    TestCounts.options(Window.DEFAULTS), List.of(new byte[] {'{', '}'})))
        .isInstanceOf(CorruptEntryException.class)
        .hasMessageContaining("not a journal entry");
  }

  private Tally tally(Rsvp... records) throws Exception {
    PartitionCounter counter = open();
    counter.apply(batch(0, true, records));
    return counter.save().orElseThrow().tally();
  }

  private PartitionCounter open() {
    return PartitionCounter.open(0, TestCounts.options(Window.DEFAULTS), store);
  }

  private static Batch batch(long from, boolean start, Outcome... outcomes) {
    return TestCounts.batch(0, "log", from, from + outcomes.length, start, List.of(outcomes));
  }

  private static Rsvp rsvp(long id, long mtime, String response, int guests) {
    return new Rsvp(id, mtime, response, guests, GROUP, Key.of("e"));
  }
}
