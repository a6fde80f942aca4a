package dev.meetuppulse.core.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meetuppulse.core.count.CountOptions;
import dev.meetuppulse.core.count.PartitionCounter;
import dev.meetuppulse.core.count.TestCounts;
import dev.meetuppulse.core.journal.MemoryJournals;
import dev.meetuppulse.core.rsvp.GroupKeys;
import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.rsvp.Outcome;
import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.core.trend.TrendOptions;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** From saved counts to what is trending, with its reasons. */
class TrendTrackerTest {
  private static final long START = 1_700_000_000_000L;
  private static final long BURST = START + Duration.ofMinutes(50).toMillis();
  private static final CountOptions OPTIONS = TestCounts.options(Window.DEFAULTS);

  private final MemoryJournals store = new MemoryJournals();
  private final Random random = new Random(7);
  private long id;

  @Test
  void look_aBurstOfOneTopic_isFoundAndExplained() throws Exception {
    PartitionCounter counter = PartitionCounter.open(0, OPTIONS, store);
    Ranker ranker = newRanker(OPTIONS);
    Trends before = null;
    Trends after = null;
    for (long t = START; t < BURST + 180_000; t += 2_000) {
      Optional<Trends> trends = second(counter, ranker, t);
      if (trends.isPresent() && t < BURST) {
        before = trends.get();
        assertThat(before.rising()).as("at minute %s", (t - START) / 60_000).isEmpty();
      }
      after = trends.orElse(after);
    }
    assertThat(before.warm()).isTrue();
    assertThat(after.rising()).isNotEmpty();
    RisingKey rising =
        after.rising().stream().filter(r -> r.key().equals("boardgames")).findFirst().orElseThrow();
    assertThat(rising.label()).isEqualTo("Board Games");
    assertThat(rising.times()).isGreaterThan(2);
    assertThat(rising.since()).isBetween(BURST - 60_000, BURST + 60_000);
    assertThat(rising.cities().get(0).key()).isEqualTo("Austin, TX");
    assertThat(rising.events().get(0).label()).isEqualTo("Big Night");
    assertThat(rising.events().get(0).link())
        .isEqualTo("https://www.meetup.com/g-burst/events/e-burst/");
    assertThat(rising.place()).isEqualTo("Austin, TX");
    assertThat(rising.minutes()).hasSize(60);
    assertThat(rising.minutes().get(58)).isGreaterThan(rising.minutes().get(30));
    assertThat(after.rising()).as("one entry for one story").hasSize(1);
    assertThat(rising.within()).isEqualTo("Austin, TX");
    assertThat(rising.alongside()).contains("Board Games", "g-burst", "Austin, TX");
    assertThat(after.changes())
        .hasSize(1)
        .anyMatch(change -> change.key().name().equals("boardgames"))
        .allMatch(change -> change.at() >= BURST);
  }

  @Test
  void look_afterTheRankerRestarted_knowsWhatIsUsual() throws Exception {
    PartitionCounter counter = PartitionCounter.open(0, OPTIONS, store);
    Ranker ranker = newRanker(OPTIONS);
    for (long t = START; t < BURST; t += 2_000) {
      second(counter, ranker, t);
    }
    ranker = newRanker(OPTIONS);
    Trends trends = ranker.publish(0).orElseThrow().trends().orElseThrow();
    assertThat(trends.warm()).isTrue();
    assertThat(trends.rising()).isEmpty();
    for (long t = BURST; t < BURST + 120_000; t += 2_000) {
      trends = second(counter, ranker, t).orElse(trends);
    }
    assertThat(trends.rising()).anyMatch(rising -> rising.key().equals("boardgames"));
  }

  /** Windows of a slow network: its widest buckets span ten minutes. */
  @Test
  void look_windowsWithWideBuckets_reasonsAreOfTheTimeSinceTheRise() throws Exception {
    CountOptions wide = TestCounts.options(Window.parseList("1h:1m,24h:1m,7d:10m"));
    PartitionCounter counter = PartitionCounter.open(0, wide, store);
    Ranker ranker = newRanker(wide);
    List<RisingKey> found = List.of();
    for (long t = START; t < BURST + 300_000; t += 2_000) {
      found = second(counter, ranker, t).map(Trends::rising).orElse(found);
    }
    assertThat(found).hasSize(1);
    assertThat(found.get(0).cities().get(0).key()).isEqualTo("Austin, TX");
    assertThat(found.get(0).minutes().stream().filter(rsvps -> rsvps > 0).count())
        .as("%s", found.get(0).minutes())
        .isGreaterThan(3);
  }

  @Test
  void look_topicsCarriedByTheSameEvent_leadAsOne() throws Exception {
    PartitionCounter counter = PartitionCounter.open(0, OPTIONS, store);
    Ranker ranker = newRanker(OPTIONS);
    for (long t = START; t < BURST; t += 2_000) {
      second(counter, ranker, t);
    }
    List<Key> topics = List.of(new Key("x", "X"), new Key("y", "Y"), new Key("z", "Z"));
    GroupKeys group =
        new GroupKeys("us", Key.of("Reno, NV"), Key.of("NV"), Key.of("g-small"), topics);
    List<Outcome> few = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      few.add(rsvp(BURST - 2_000, group, Key.of("e-small")));
    }
    apply(counter, ranker, few);
    Trends trends = second(counter, ranker, BURST + 20_000).orElseThrow();
    assertThat(trends.rising()).isEmpty();
    assertThat(trends.leading())
        .filteredOn(leading -> List.of("x", "y", "z").contains(leading.key()))
        .singleElement()
        .satisfies(
            leading -> {
              assertThat(leading.key()).isEqualTo("x");
              assertThat(leading.alongside()).containsExactly("Y", "Z");
              assertThat(leading.now()).isEqualTo(6);
            });
  }

  @Test
  void find_aFaultInTheSearch_isNoEndOfTheBoards() {
    CountOptions live = TestCounts.options(false, Window.DEFAULTS, OPTIONS.dimensions());
    TrendTracker tracker = new TrendTracker(live, TrendTrackerTest::fail);

    Trends trends = find(tracker, START).orElseThrow();
    assertThat(trends.warm()).isFalse();
    assertThat(trends.rising()).isEmpty();
    assertThat(find(tracker, START + 10_000)).as("tried again").isPresent();
  }

  @Test
  void find_aFaultInTheSearchOfARecording_isThrown() {
    TrendTracker tracker = new TrendTracker(OPTIONS, TrendTrackerTest::fail);

    assertThatThrownBy(() -> find(tracker, START)).hasMessage("no such key");
  }

  private static TrendFinder fail(MergedPartitions partitions, List<Dimension> dimensions) {
    throw new NoSuchElementException("no such key");
  }

  private Optional<Trends> find(TrendTracker tracker, long now) {
    MergedPartitions partitions =
        new MergedPartitions(OPTIONS, OPTIONS.dimensions(), store, tracker);
    return tracker.find(partitions, partitions.status(now, false));
  }

  private Optional<Trends> second(PartitionCounter counter, Ranker ranker, long t)
      throws Exception {
    List<Outcome> records = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      int group = random.nextInt(40);
      records.add(
          rsvp(
              t,
              new GroupKeys(
                  "us",
                  Key.of("City" + group % 9),
                  null,
                  Key.of("g" + group),
                  List.of(
                      group == 0 ? new Key("boardgames", "Board Games") : Key.of("t" + group),
                      Key.of("t" + (group % 5 + 100)))),
              Key.of("e" + group)));
    }
    if (t >= BURST) {
      records.add(
          rsvp(
              t,
              new GroupKeys(
                  "us",
                  Key.of("Austin, TX"),
                  Key.of("TX"),
                  Key.of("g-burst"),
                  List.of(new Key("boardgames", "Board Games"))),
              new Key("e-burst", "Big Night")));
    }
    apply(counter, ranker, records);
    return ranker.publish(0).flatMap(Ranker.Publication::trends);
  }

  private void apply(PartitionCounter counter, Ranker ranker, List<Outcome> records)
      throws Exception {
    counter.apply(TestCounts.batch(0, id - records.size(), records));
    counter.save().ifPresent(saved -> ranker.accept(0, saved.entry()));
  }

  private Ranker newRanker(CountOptions options) {
    return new Ranker(options, options.dimensions(), 10, Optional.of(TrendOptions.DEFAULTS), store);
  }

  private Rsvp rsvp(long t, GroupKeys groupKeys, Key event) {
    return new Rsvp(id++, t + random.nextInt(2_000), "yes", 0, groupKeys, event);
  }
}
