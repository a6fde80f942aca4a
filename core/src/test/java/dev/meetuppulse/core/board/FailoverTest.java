package dev.meetuppulse.core.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meetuppulse.core.count.Batch;
import dev.meetuppulse.core.count.CountOptions;
import dev.meetuppulse.core.count.PartitionCounter;
import dev.meetuppulse.core.count.PartitionCounter.BatchResult;
import dev.meetuppulse.core.count.TestCounts;
import dev.meetuppulse.core.journal.CountsMissingException;
import dev.meetuppulse.core.journal.MemoryJournals;
import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.core.rsvp.GroupKeys;
import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A store fails over to a replica that lacks the last acknowledged saves. */
class FailoverTest {
  private static final long START = 1_700_000_000_000L;
  private static final Window MINUTE = Window.parseList("1m:1s").get(0);
  private static final CountOptions OPTIONS =
      TestCounts.options(true, List.of(MINUTE, Window.ALL), List.of(Dimension.CITIES));

  private final MemoryJournals store = new MemoryJournals();
  private final Ranker ranker = newRanker();
  private long wall;

  @Test
  void counterThatGoesOn_savesFromMemoryWhatTheStoreLost() throws Exception {
    PartitionCounter counter = open();
    save(counter, 0, 3);
    store.replicate();
    save(counter, 3, 5);
    save(counter, 5, 7);
    assertThat(counted()).isEqualTo(7);
    store.failOver();

    save(counter, 7, 8);

    assertThat(counted()).isEqualTo(8);
    assertThat(countedBy(newRanker())).isEqualTo(8);
    assertThat(store.position(0).orElseThrow().next()).isEqualTo(8);
  }

  @Test
  void counterThatGoesOnAndLosesAReply_isFollowedStill() throws Exception {
    PartitionCounter counter = open();
    save(counter, 0, 3);
    store.replicate();
    save(counter, 3, 5);
    store.failOver();
    store.losesAReply = true;
    assertThat(counter.apply(batch(5, 6))).isEqualTo(BatchResult.COUNTED);
    try {
      counter.save();
    } catch (StoreException e) {
      assertThat(counted()).isEqualTo(6);
    }

    save(counter, 6, 9);

    assertThat(counted()).isEqualTo(9);
  }

  @Test
  void counterThatBegins_goesBackToWhereTheStoreNowEnds() throws Exception {
    PartitionCounter first = open();
    save(first, 0, 3);
    store.replicate();
    save(first, 3, 7);
    store.failOver();

    PartitionCounter second = open();

    assertThat(second.apply(batch(7, 8))).isEqualTo(BatchResult.GAP);
    save(second, 3, 8);
    assertThat(countedBy(newRanker())).isEqualTo(8);
  }

  @Test
  void ranker_noticesThatTheStoreWentBack() throws Exception {
    PartitionCounter first = open();
    save(first, 0, 3);
    store.replicate();
    save(first, 3, 5);
    save(first, 5, 7);
    assertThat(counted()).isEqualTo(7);
    store.failOver();
    assertThat(counted()).isEqualTo(3);

    PartitionCounter second = open();
    save(second, 3, 9);

    assertThat(counted()).isEqualTo(9);
  }

  /** The store lost two saves, and the next counter saved three times before anyone looked. */
  @Test
  void versionsThatAreUsedAgain_areDistinguishedFromTheLostOnes() throws Exception {
    PartitionCounter first = open();
    save(first, 0, 3);
    store.replicate();
    save(first, 3, 5);
    save(first, 5, 7);
    BoardQueryEngine engine = new BoardQueryEngine(OPTIONS, store);
    assertThat(counted()).isEqualTo(7);
    assertThat(followed(engine)).isEqualTo(7);
    store.failOver();

    PartitionCounter second = open();
    save(second, 3, 4);
    save(second, 4, 5);
    assertThat(counted()).isEqualTo(5);
    assertThat(followed(engine)).isEqualTo(5);
    save(second, 5, 8);

    assertThat(counted()).isEqualTo(8);
    assertThat(followed(engine)).isEqualTo(8);
  }

  /** The other partition's counter is still on its way: half of the counts is no answer. */
  @Test
  void partitionThatTheStoreLost_isWaitedForByQueries_forAMinute() throws Exception {
    PartitionCounter first = open();
    save(first, 0, 3);
    PartitionCounter other = PartitionCounter.open(1, OPTIONS, store);
    save(other, 0, 5);
    BoardQueryEngine engine = new BoardQueryEngine(OPTIONS, store);
    engine.refresh(0);
    store.wipe();
    save(first, 3, 4);

    assertThatThrownBy(() -> engine.refresh(1_000)).isInstanceOf(CountsMissingException.class);
    assertThatThrownBy(() -> engine.refresh(60_999)).isInstanceOf(CountsMissingException.class);
    engine.refresh(61_000);
    assertThat(followed(engine)).isEqualTo(4);
  }

  /** Queries are rare: an earlier loss, long over, says nothing of how long this one lasts. */
  @Test
  void partitionsThatTheStoreLosesAgain_areWaitedForAgain() throws Exception {
    PartitionCounter first = open();
    save(first, 0, 3);
    BoardQueryEngine engine = new BoardQueryEngine(OPTIONS, store);
    engine.refresh(0);
    store.wipe();
    assertThatThrownBy(() -> engine.refresh(1_000)).isInstanceOf(CountsMissingException.class);

    assertThatThrownBy(() -> engine.refresh(3_600_000)).isInstanceOf(CountsMissingException.class);
  }

  private static long followed(BoardQueryEngine engine) throws Exception {
    engine.refresh(0);
    return engine
        .boards(MINUTE, new QueryCriteria(null, Measure.RSVPS), START, 5)
        .boards()
        .get(0)
        .rsvps();
  }

  private void save(PartitionCounter counter, int from, int to) throws Exception {
    assertThat(counter.apply(batch(from, to))).isEqualTo(BatchResult.COUNTED);
    counter.save().ifPresent(saved -> ranker.accept(0, saved.entry()));
  }

  private static Batch batch(int from, int to) {
    GroupKeys salem = new GroupKeys("us", Key.of("Salem, OR"), null, null, List.of());
    return TestCounts.batch(
        0,
        from,
        IntStream.range(from, to)
            .mapToObj(i -> new Rsvp(i, START + i, "yes", 0, salem, null))
            .toList());
  }

  private Ranker newRanker() {
    return new Ranker(OPTIONS, OPTIONS.dimensions(), 5, Optional.empty(), store);
  }

  private PartitionCounter open() {
    return PartitionCounter.open(0, OPTIONS, store);
  }

  /** RSVPs on the board, some seconds later each time. */
  private long counted() {
    return countedBy(ranker);
  }

  private long countedBy(Ranker any) {
    wall += 6_000;
    return any.publish(wall).orElseThrow().boards().get(0).rsvps();
  }
}
