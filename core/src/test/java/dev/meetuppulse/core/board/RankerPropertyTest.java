package dev.meetuppulse.core.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.core.count.Batch;
import dev.meetuppulse.core.count.CountOptions;
import dev.meetuppulse.core.count.PartitionCounter;
import dev.meetuppulse.core.count.PartitionCounter.BatchResult;
import dev.meetuppulse.core.count.TestCounts;
import dev.meetuppulse.core.journal.MemoryJournals;
import dev.meetuppulse.core.journal.Position;
import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.core.rsvp.GroupKeys;
import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.rsvp.Outcome;
import dev.meetuppulse.core.rsvp.Reason;
import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.core.trend.TrendOptions;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Counting, saving, losing, replaying and ranking in any order give what the naive count gives of
 * the same records.
 */
class RankerPropertyTest {
  private static final int PARTITIONS = 3;
  private static final int TOP = 5;
  private static final long START = 1_700_000_000_000L;
  private static final List<Window> WINDOWS = Window.parseList("10s:1s,30s:1s,5m:1m,1h:1m,all");
  private static final CountOptions OPTIONS = TestCounts.options(WINDOWS);

  /** An entry of an idle partition was lost on the way, and nothing came after it. */
  @Example
  void boards_afterALostLastEntry_catchUpByThemselves() throws Exception {
    new RandomRun(new Random(-144), 90).check();
  }

  /** A journal was written again after it was lost, and the reply was lost too. */
  @Example
  void boards_afterAJournalThatWasWrittenAgainTwice_areThoseOfTheLastOne() throws Exception {
    new RandomRun(new Random(638_912), 1_023).check();
  }

  @Property(tries = 150)
  void boards_afterAnyFaults_equalTheNaiveCount(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 1500) int records) throws Exception {
    new RandomRun(new Random(seed), records).check();
  }

  /** One run: logs, counters that come and go, a ranker, and faults. */
  private static final class RandomRun {
    private final MemoryJournals store = new MemoryJournals();
    private final List<List<Outcome>> logs = new ArrayList<>();
    private final PartitionCounter[] counters = new PartitionCounter[PARTITIONS];
    private final long[] sent = new long[PARTITIONS];
    private Ranker ranker = newRanker();
    private final Random random;
    private final int records;
    private Ranker.Publication lastPublication;
    private long wall;

    /** Partitions on the boards: one that was shown is never left out. */
    private int shown;

    private RandomRun(Random random, int records) {
      this.random = random;
      this.records = records;
      produce(random, records);
    }

    private void check() throws Exception {
      for (int step = 0; step < 400; step++) {
        act(random.nextInt(PARTITIONS));
      }
      boolean done = false;
      for (int step = 0; !done; step++) {
        assertThat(step).as("steps until all is saved").isLessThan(1_600);
        send(random, random.nextInt(PARTITIONS), 1 + random.nextInt(60));
        done = settle();
      }
      wall += 10_000;
      publish();
      assertThat(lastPublication.status().tally().received()).isEqualTo(records);
      Ranker.Publication ofAnother = newRanker().publish(0).orElseThrow();
      assertThat(ofAnother.status().tally().received()).isEqualTo(records);
      compare(ofAnother);
    }

    private void act(int p) throws Exception {
      switch (random.nextInt(26)) {
        case 2 -> counters[p] = null;
        case 3 -> restartRanker();
        case 4 -> store.silent = !store.silent;
        case 5 -> goBack(p);
        case 6 -> save(p, random.nextInt(4) == 0);
        case 7 -> publish();
        case 8 -> wipeStore(p);
        case 9 -> tearJournal(p);
        case 10 -> store.losesAReply = true;
        case 11 -> store.answers = random.nextInt(6);
        default -> send(random, p, 1 + random.nextInt(60));
      }
    }

    private void restartRanker() {
      ranker = newRanker();
      shown = 0;
    }

    /** As the spout does, here to anywhere before the last save. */
    private void goBack(int p) {
      sent[p] = (long) (random.nextDouble() * savedNext(p));
    }

    private void wipeStore(int p) throws Exception {
      if (counters[p] != null && random.nextInt(3) == 0) {
        store.silent = false;
        save(p, false);
        store.wipe();
        for (int other = 0; other < PARTITIONS; other++) {
          sent[other] = counters[other] == null ? 0 : sent[other];
        }
      }
    }

    private void tearJournal(int p) {
      if (random.nextInt(10) == 0
          && !store.silent
          && store.answers < 0
          && store.partitions().contains(p)
          && store.entries(p) > 0) {
        store.tear(p);
        counters[p] = null;
        restartRanker();
      }
    }

    /** Sends and saves what is left, without faults; true if nothing is left. */
    private boolean settle() throws Exception {
      calm();
      boolean done = true;
      for (int i = 0; i < PARTITIONS; i++) {
        send(random, i, 200);
        save(i, false);
        done &= counters[i] != null && sent[i] == logs.get(i).size() && savedNext(i) == sent[i];
      }
      return done;
    }

    private void calm() {
      store.silent = false;
      store.losesAReply = false;
      store.answers = -1;
    }

    private void publish() {
      wall += 1_000;
      ranker
          .publish(wall)
          .ifPresent(
              publication -> {
                compare(publication);
                lastPublication = publication;
              });
    }

    /** Compares the publication with the naive count of just these records. */
    private void compare(Ranker.Publication publication) {
      NaiveCount naive = new NaiveCount();
      for (Status.Partition partition : publication.status().partitions()) {
        logs.get(partition.partition()).subList(0, (int) partition.next()).forEach(naive::add);
      }
      assertThat(publication.status().partitions()).hasSizeGreaterThanOrEqualTo(shown);
      shown = publication.status().partitions().size();
      assertThat(publication.status().tally())
          .usingRecursiveComparison()
          .ignoringFields("late")
          .isEqualTo(naive.tally());
      assertThat(publication.status().clock()).isEqualTo(naive.clock());
      assertThat(publication.boards()).hasSize(WINDOWS.size() * Dimension.values().length);
      for (Board board : publication.boards()) {
        assertThat(board.rows().stream().map(RandomRun::withoutLabel))
            .as("%s %s", board.dimension(), board.window().name())
            .isEqualTo(naive.rows(board.dimension(), board.window(), naive.clock(), TOP));
      }
    }

    private static Row withoutLabel(Row row) {
      return new Row(row.key(), "", row.rsvps(), row.yes(), row.no(), row.going());
    }

    private Ranker newRanker() {
      return new Ranker(
          OPTIONS, List.of(Dimension.values()), TOP, Optional.of(TrendOptions.DEFAULTS), store);
    }

    private long savedNext(int p) {
      boolean wasSilent = store.silent;
      int answers = store.answers;
      store.silent = false;
      store.answers = -1;
      long next = store.position(p).map(Position::next).orElse(0L);
      store.silent = wasSilent;
      store.answers = answers;
      return next;
    }

    private void send(Random random, int p, int most) {
      if (counters[p] == null) {
        try {
          counters[p] = PartitionCounter.open(p, OPTIONS, store);
        } catch (StoreException e) {
          return;
        }
      }
      long from = sent[p];
      long to = Math.min(logs.get(p).size(), from + most);
      boolean start = from == 0 && (savedNext(p) == 0 || random.nextBoolean());
      List<Outcome> records = logs.get(p).subList((int) from, (int) to);
      Batch batch = TestCounts.batch(p, "log", from, logs.get(p).size(), start, records);
      sent[p] = counters[p].apply(batch) == BatchResult.GAP ? savedNext(p) : to;
    }

    private void save(int p, boolean lostOnTheWay) throws Exception {
      if (counters[p] == null) {
        return;
      }
      try {
        Optional<PartitionCounter.Saved> saved = counters[p].save();
        if (saved.isPresent() && !lostOnTheWay) {
          ranker.accept(p, saved.get().entry());
        }
      } catch (StoreException e) {
        // It is tried again.
      }
    }

    private void produce(Random random, int records) {
      for (int p = 0; p < PARTITIONS; p++) {
        logs.add(new ArrayList<>());
      }
      List<GroupKeys> groups = new ArrayList<>();
      for (int g = 0; g < 8; g++) {
        List<Key> topics = new ArrayList<>();
        for (int t = 0; t < 6; t++) {
          if (random.nextBoolean()) {
            topics.add(Key.of(t == 0 ? "\uD83D\uDE00" : t == 1 ? "\uFF5E" : "topic" + t));
          }
        }
        groups.add(
            new GroupKeys(
                "us",
                Key.of("City" + random.nextInt(4)),
                random.nextInt(5) == 0 ? null : Key.of("S" + random.nextInt(3)),
                random.nextInt(5) == 0 ? null : Key.of("group" + g),
                topics));
      }
      long time = START + random.nextInt(5_000);
      for (int i = 0; i < records; i++) {
        time += random.nextInt(10) == 0 ? random.nextInt(60_000) : random.nextInt(500);
        long id = random.nextInt(Math.max(2, records / 2));
        long mtime = time;
        if (random.nextInt(5) == 0) {
          mtime -= random.nextInt(random.nextInt(10) == 0 ? 7_200_000 : 5_000);
        }
        if (random.nextInt(4) == 0) {
          mtime = (mtime + 500) / 1000 * 1000;
        }
        Outcome outcome =
            switch (random.nextInt(20)) {
              case 0 ->
                  new Outcome.Invalid(Reason.values()[random.nextInt(Reason.values().length)]);
              case 1 -> new Outcome.Filtered(mtime);
              default ->
                  new Rsvp(
                      id,
                      mtime,
                      new String[] {"yes", "yes", "yes", "no", "waitlist", null}[random.nextInt(6)],
                      random.nextInt(4) == 0 ? random.nextInt(3) : 0,
                      groups.get(random.nextInt(groups.size())),
                      random.nextInt(10) == 0 ? null : Key.of("event" + random.nextInt(12)));
            };
        // Keyed by id, as the feed does: one partition holds all records of an RSVP, in order.
        logs.get((int) (id % PARTITIONS)).add(outcome);
      }
    }
  }
}
