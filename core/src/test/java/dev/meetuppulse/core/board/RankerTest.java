package dev.meetuppulse.core.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.core.count.CountOptions;
import dev.meetuppulse.core.count.PartitionCounter;
import dev.meetuppulse.core.count.TestCounts;
import dev.meetuppulse.core.journal.MemoryJournals;
import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.core.rsvp.GroupKeys;
import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Tests a ranker while the store or the clock misbehaves. */
class RankerTest {
  private static final long T = 1_700_000_000_000L;
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final Window FIVE_MINUTES = Window.DEFAULTS.get(1);

  private final MemoryJournals store = new MemoryJournals();
  private final CountOptions options = counting(Dimension.CITIES);
  private final Ranker ranker =
      new Ranker(options, options.dimensions(), 10, Optional.empty(), store);

  @Test
  void publish_journalsThatWereReadInPart_nothing() throws Exception {
    count(0, 1);
    count(1, 2);
    // The partitions, the first journal, and then silence.
    store.answers = 2;
    assertThat(ranker.publish(T)).isEmpty();
    store.silent = true;
    assertThat(ranker.publish(T + 1_000)).isEmpty();
    store.silent = false;
    assertThat(rsvps(ranker.publish(T + 2_000))).isEqualTo(2);
  }

  @Test
  void publish_whileTheCheckOfTheJournalsFails_nothing() throws Exception {
    count(0, 1);
    assertThat(rsvps(ranker.publish(T))).isEqualTo(1);
    PartitionCounter second = count(1, 2);
    store.answers = 1;
    assertThat(ranker.publish(T + 5_000)).isEmpty();
    assertThat(rsvps(ranker.publish(T + 6_000))).isEqualTo(2);
    assertThat(second.save()).isEmpty();
  }

  @Test
  void accept_aSnapshotOfWhatIsKnown_countsNothingTwice() throws Exception {
    PartitionCounter counter = count(0, 1);
    assertThat(rsvps(ranker.publish(T))).isEqualTo(1);
    apply(counter, 0, 1, 2);
    store.losesAReply = true;
    Assertions.assertThatThrownBy(counter::save).isInstanceOf(StoreException.class);
    // The ranker reads what was appended without a reply; then the store loses all.
    assertThat(rsvps(ranker.publish(T + 5_000))).isEqualTo(2);
    store.wipe();
    ranker.accept(0, counter.save().orElseThrow().entry());
    assertThat(rsvps(ranker.publish(T + 6_000))).isEqualTo(2);
  }

  @Test
  void publish_afterTheStoreLostAll_waitsUntilEveryPartitionIsBack() throws Exception {
    PartitionCounter first = count(0, 1);
    PartitionCounter second = count(1, 2);
    assertThat(rsvps(ranker.publish(T))).isEqualTo(2);
    store.wipe();
    first.save().ifPresent(saved -> ranker.accept(0, saved.entry()));
    assertThat(ranker.publish(T + 1_000)).isEmpty();
    second.save().ifPresent(saved -> ranker.accept(1, saved.entry()));
    assertThat(rsvps(ranker.publish(T + 2_000))).isEqualTo(2);
  }

  /** It was deleted while its records waited. */
  @Test
  void status_ofATopicThatWasCreatedAgainWithFewerPartitions_isOfThoseThatItHas() throws Exception {
    count(0, 1);
    PartitionCounter gone = PartitionCounter.open(1, options, store);
    apply(gone, 1, 0, 2, 30_000);
    gone.save();
    Status before = ranker.publish(T).orElseThrow().status();
    assertThat(before.lag()).isEqualTo(30_000);
    assertThat(before.rebuilding()).isTrue();
    ranker.setPartitionCount(1);
    Ranker.Publication after = ranker.publish(T + 1_000).orElseThrow();
    assertThat(after.status().lag()).isZero();
    assertThat(after.status().rebuilding()).isFalse();
    assertThat(rsvps(Optional.of(after))).as("what was counted stays").isEqualTo(2);
  }

  @Test
  void publish_aPartitionThatIsGoneForGood_isNotWaitedForForEver() throws Exception {
    PartitionCounter first = count(0, 1);
    count(1, 2);
    ranker.publish(T);
    store.wipe();
    first.save();
    assertThat(ranker.publish(T + 5_000)).isEmpty();
    assertThat(rsvps(ranker.publish(T + 66_000))).isEqualTo(1);
  }

  /** Its topic was created again with fewer partitions, and its settings changed. */
  @Test
  void publish_aJournalOfOtherSettingsWithoutACounter_isNotWaitedForForever() throws Exception {
    countForOtherBoards(1);
    count(0, 1);
    assertThat(ranker.publish(T)).isEmpty();
    assertThat(ranker.publish(T + 59_000)).isEmpty();
    assertThat(ranker.publish(T + 60_000)).isEmpty();
    assertThat(rsvps(ranker.publish(T + 61_000))).isEqualTo(1);

    // What it saves does not reach the ranker.
    count(1, 2);
    assertThat(rsvps(ranker.publish(T + 66_000))).isEqualTo(2);
  }

  @Test
  void publish_afterPartitionsThatWereLeftOutAreBack_holdsAllOfThem() throws Exception {
    for (int partition = 0; partition < 3; partition++) {
      countForOtherBoards(partition);
    }
    for (long second = 0; second <= 61; second++) {
      assertThat(ranker.publish(T + second * 1_000)).isEmpty();
    }
    for (int partition = 0; partition < 3; partition++) {
      PartitionCounter counter = PartitionCounter.open(partition, options, store);
      countNext(counter, partition, 0, partition + 1, 0);
    }
    assertThat(rsvps(ranker.publish(T + 62_000))).isEqualTo(3);
  }

  @Test
  void publish_afterOneLookAtAClockAnHourAhead_isRightAtTheNext() throws Exception {
    count(0, 1);
    assertThat(rsvps(ranker.publish(T))).isEqualTo(1);
    assertThat(rsvps(ranker.publish(T + HOUR))).isZero();
    Ranker.Publication now = ranker.publish(T + 1_000).orElseThrow();
    assertThat(now.status().clock()).isEqualTo(T + 1_000);
    assertThat(rsvps(Optional.of(now))).isEqualTo(1);
    assertThat(rsvps(ranker.publish(T + Duration.ofMinutes(6).toMillis()))).isZero();
  }

  @Test
  void publish_aClockThatStepsBackALittle_isWaitedFor() throws Exception {
    count(0, 1);
    ranker.publish(T);
    count(1, 2);
    assertThat(ranker.publish(T - 500)).isEmpty();
    assertThat(ranker.publish(T + 5_000).orElseThrow().status().clock()).isEqualTo(T + 5_000);
  }

  @Test
  void publishSoon_recordsOnTheirWay_areNoBacklog() throws Exception {
    PartitionCounter counter = count(0, 1);
    ranker.publish(T);
    countNext(counter, 0, 1, 2, 500);
    assertThat(ranker.publishSoon(T + Ranker.SOON_MILLIS - 1)).isEmpty();
    assertThat(rsvps(ranker.publishSoon(T + Ranker.SOON_MILLIS))).isEqualTo(2);

    countNext(counter, 0, 2, 3, 1_000_000);
    assertThat(ranker.publishSoon(T + 300)).isEmpty();
    assertThat(rsvps(ranker.publish(T + 1_000))).isEqualTo(3);
    countNext(counter, 0, 3, 4, 500);
    assertThat(rsvps(ranker.publishSoon(T + 1_001))).isEqualTo(4);
  }

  private PartitionCounter count(int partition, long id) throws Exception {
    PartitionCounter counter = PartitionCounter.open(partition, options, store);
    apply(counter, partition, 0, id);
    counter.save();
    return counter;
  }

  /** Saves what was counted with other settings. */
  private void countForOtherBoards(int partition) throws Exception {
    PartitionCounter counter = PartitionCounter.open(partition, counting(Dimension.TOPICS), store);
    apply(counter, partition, 0, 7);
    counter.save();
  }

  private static CountOptions counting(Dimension dimension) {
    return TestCounts.options(false, Window.DEFAULTS, List.of(dimension));
  }

  /** Counts an RSVP, saves it, and sends it to the ranker. */
  private void countNext(PartitionCounter counter, int partition, long from, long id, long waiting)
      throws Exception {
    apply(counter, partition, from, id, waiting);
    ranker.accept(partition, counter.save().orElseThrow().entry());
  }

  private static void apply(PartitionCounter counter, int partition, long from, long id) {
    apply(counter, partition, from, id, 0);
  }

  /** Counts an RSVP after which the log has so many more records. */
  private static void apply(
      PartitionCounter counter, int partition, long from, long id, long waiting) {
    GroupKeys group = new GroupKeys("us", Key.of("Salem, OR"), null, null, List.of());
    List<Rsvp> one = List.of(new Rsvp(id, T - 1_000, "yes", 0, group, null));
    counter.apply(TestCounts.batch(partition, "log", from, from + 1 + waiting, from == 0, one));
  }

  private static long rsvps(Optional<Ranker.Publication> publication) {
    return publication.orElseThrow().boards().stream()
        .filter(board -> board.window().equals(FIVE_MINUTES))
        .flatMap(board -> board.rows().stream())
        .mapToLong(Row::rsvps)
        .sum();
  }
}
