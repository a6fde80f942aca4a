package dev.meetuppulse.bolts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.core.count.Batch;
import dev.meetuppulse.core.count.BatchRange;
import dev.meetuppulse.core.count.PartitionCounter;
import dev.meetuppulse.core.journal.JournalStore;
import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.core.rsvp.GroupKeys;
import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.rsvp.Outcome;
import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.spouts.testing.MemoryStores;
import dev.meetuppulse.spouts.testing.TaskContexts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CountedPartitionTest {
  private static final GroupKeys SALEM =
      new GroupKeys("us", Key.of("Salem, OR"), Key.of("OR"), null, List.of());
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final MemoryStores stores = new MemoryStores(UUID.randomUUID().toString());
  private final JournalStore journals = stores.journals();
  private final List<String> acked = new ArrayList<>();
  private final List<String> failed = new ArrayList<>();
  private final List<PartitionCounter.Saved> saves = new ArrayList<>();

  /** Refusals since the store last took what was counted: whether each was new. */
  private final List<Boolean> refusals = new ArrayList<>();

  private final CountedPartition<String> counted = counted();
  private long now = Duration.ofDays(1).toNanos();

  private CountedPartition<String> counted() {
    return new CountedPartition<>(
        0,
        () -> PartitionCounter.open(0, Settings.defaults().countOptions(), journals),
        new CountedPartition.SaveTiming(Duration.ofSeconds(1), 1000),
        new CountMetrics(TaskContexts.task("count", 0, 1)),
        new CountedPartition.Listener<>() {
          @Override
          public void ack(String tuple) {
            acked.add(tuple);
          }

          @Override
          public void fail(String tuple) {
            failed.add(tuple);
          }

          @Override
          public void saved(PartitionCounter.Saved saved, long oldestAppendTime) {
            assertThat(stores.memory().saved(0)).as("saved before it is told").isPresent();
            saves.add(saved);
          }

          @Override
          public void refused(StoreException error, boolean isNew) {
            refusals.add(isNew);
          }

          @Override
          public void recovered() {
            refusals.clear();
          }
        });
  }

  private static Batch batch(String log, long from, long to, boolean start) {
    return batch(log, from, to, to, start);
  }

  private static Batch batch(String log, long from, long to, long end, boolean start) {
    int size = (int) (to - from);
    long[] offsets = new long[size];
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      offsets[i] = from + i;
      outcomes.add(new Rsvp(from + i, 1_400_000_000_000L + from + i, "yes", 0, SALEM, null));
    }
    return new Batch(
        new BatchRange(0, log, from, to, end, start), offsets, new long[size], outcomes);
  }

  private void take(String tuple, long from, long to) {
    counted.accept(tuple, batch("log", from, to, false), now);
  }

  private void start(String tuple, long from, long to) {
    counted.accept(tuple, batch("log", from, to, true), now);
  }

  /** Advances the clock; the partition saves if a save is due. */
  private void pass(long nanos) {
    now += nanos;
    counted.saveIfDue(now);
  }

  private long savedNext() {
    return stores.memory().saved(0).orElseThrow().next();
  }

  @Test
  void batch_isAckedOnlyWhenItIsSaved() {
    start("a", 0, 10);
    take("b", 10, 20);
    assertThat(acked).isEmpty();
    pass(SECOND);
    assertThat(acked).containsExactly("a", "b");
    assertThat(savedNext()).isEqualTo(20);
    assertThat(saves).hasSize(1);
  }

  @Test
  void manyUnsavedRecords_areSavedBeforeItIsTime() {
    start("a", 0, 400);
    take("b", 400, 500);
    assertThat(acked).containsExactly("a", "b");
  }

  @Test
  void endOfABacklog_thatASaveLeft_isSavedAtOnce() {
    counted.accept("a", batch("log", 0, 10, 500_000, true), now);
    pass(SECOND);
    assertThat(acked).containsExactly("a");
    counted.accept("b", batch("log", 10, 20, 500_000, false), now);
    assertThat(acked).as("still behind").containsExactly("a");
    take("c", 20, 500);
    assertThat(acked).containsExactly("a", "b", "c");
    take("d", 500, 510);
    assertThat(acked).as("d waits for the next save").containsExactly("a", "b", "c");
  }

  @Test
  void gap_failsTheBatch() {
    take("early", 10, 20);
    start("a", 0, 10);
    take("later", 30, 40);
    assertThat(failed).containsExactly("early", "later");
    pass(SECOND);
    assertThat(acked).containsExactly("a");
  }

  @Test
  void emptyBatch_afterEverythingIsSaved_isAckedAtOnce() {
    start("a", 0, 10);
    pass(SECOND);
    take("news", 10, 10);
    assertThat(acked).containsExactly("a", "news");
  }

  @Test
  void storeThatDoesNotAnswer_keepsWhatWaits_andSavesWhenItIsBack() {
    start("a", 0, 10);
    stores.memory().down = true;
    pass(SECOND);
    take("b", 10, 20);
    assertThat(acked).isEmpty();
    assertThat(failed).isEmpty();
    stores.memory().down = false;
    pass(3 * SECOND);
    pass(SECOND);
    assertThat(acked).containsExactly("a", "b");
    assertThat(savedNext()).isEqualTo(20);
  }

  @Test
  void storeThatCantBeClaimed_failsBatches_andIsNotAskedForEach() {
    stores.memory().down = true;
    start("a", 0, 10);
    stores.memory().down = false;
    start("b", 0, 10);
    assertThat(failed).as("back off").containsExactly("a", "b");
    now += SECOND;
    start("c", 0, 10);
    pass(SECOND);
    assertThat(acked).containsExactly("c");
  }

  @Test
  void storeThatCantBeWritten_makesNoMoreThanTwoEpochsWait() {
    start("a", 0, 10);
    pass(SECOND);
    stores.memory().readOnly = true;
    int rounds = 1000;
    for (int round = 0; round < rounds; round++) {
      now += 40 * SECOND;
      take("b" + round, 10, 500);
      take("c" + round, 500, 1000);
    }
    assertThat(failed).startsWith("b0", "c0", "b1").hasSizeGreaterThan(2 * rounds - 40);
    stores.memory().readOnly = false;
    pass(40 * SECOND);
    pass(SECOND);
    assertThat(acked).endsWith("b999", "c999");
    assertThat(failed.size() + acked.size()).isEqualTo(2 * rounds + 1);
    assertThat(savedNext()).isEqualTo(1000);
    assertThat(saves.get(saves.size() - 1).tally().newRsvps()).isEqualTo(1000);
  }

  @Test
  void lostClaim_failsWhatWaits_andStartsAgainFromWhatIsSaved() {
    start("a", 0, 10);
    pass(SECOND);
    take("b", 10, 20);
    CountedPartition<String> other = counted();
    other.accept("other", batch("log", 10, 30, false), now);
    now += SECOND;
    other.saveIfDue(now);
    assertThat(acked).containsExactly("a", "other");

    counted.saveIfDue(now);
    assertThat(failed).containsExactly("b");
    take("c", 30, 40);
    pass(SECOND);
    assertThat(acked).containsExactly("a", "other", "c");
    assertThat(saves.get(saves.size() - 1).tally().newRsvps()).isEqualTo(40);
  }

  @Test
  void recreatedTopic_failsWhatWaitsOfTheOldOne_andGoesOnCounting() {
    start("a", 0, 10);
    counted.accept("b", batch("new log", 0, 5, true), now);
    assertThat(failed).containsExactly("a");
    pass(SECOND);
    assertThat(acked).containsExactly("b");
    assertThat(stores.memory().saved(0).orElseThrow().log()).isEqualTo("new log");
  }

  @Test
  void liveRecords_areSavedAtOnce_unlessTheLastSaveIsTooYoung() {
    long tenth = SECOND / 10;
    start("a", 0, 10);
    now += tenth;
    take("b", 10, 20);
    assertThat(savedNext()).isEqualTo(20);
    now += tenth / 2;
    take("c", 20, 30);
    assertThat(savedNext()).isEqualTo(20);
    pass(tenth / 2);
    assertThat(savedNext()).isEqualTo(30);
  }

  @Test
  void recordsOnTheirWay_areNoBacklog() {
    counted.accept("a", batch("log", 0, 10, 500, true), now);
    now += SECOND / 10;
    counted.accept("b", batch("log", 10, 20, 500, false), now);
    assertThat(savedNext()).isEqualTo(20);
  }

  @Test
  void backlog_isSavedOnceASecond() {
    counted.accept("a", batch("log", 0, 10, 1_000_000, true), now);
    now += SECOND / 2;
    counted.accept("b", batch("log", 10, 20, 1_000_000, false), now);
    assertThat(saves).isEmpty();
    pass(SECOND / 2);
    assertThat(savedNext()).isEqualTo(20);
  }
}
