package dev.meetuppulse.bench.jmh;

import dev.meetuppulse.core.board.Ranker;
import dev.meetuppulse.core.count.Batch;
import dev.meetuppulse.core.count.BatchRange;
import dev.meetuppulse.core.count.PartitionCounter;
import dev.meetuppulse.core.count.PartitionCounter.FencedException;
import dev.meetuppulse.core.rsvp.GroupKeys;
import dev.meetuppulse.core.rsvp.Outcome;
import dev.meetuppulse.core.rsvp.Rsvp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * The core from a parsed record to the boards: a counter for each partition, which saves every
 * second of event time, and one ranker, which publishes every ten. All of it in one thread, one
 * part after another, so that each is timed separately.
 */
final class Pipeline {
  private static final int SECOND = 1_000;
  private static final int PUBLISHED_EVERY = 10;
  private static final int TOP = 50;

  private final CoreLoad load;
  private final SplittableRandom random = new SplittableRandom(4);
  private final List<List<GroupKeys>> groups = new ArrayList<>();
  private final Zipf popular;
  private final LastEntries store = new LastEntries();
  private final List<PartitionCounter> counters = new ArrayList<>();
  private final Ranker ranker;
  private final Rsvp[] recent = new Rsvp[1_000];
  private final List<List<Outcome>> made = new ArrayList<>();
  private final long[] next;
  private long clock = NanosBenchmark.START;
  private long ids;
  private long seconds;
  private Spent spent = Spent.NOTHING;

  /**
   * Where the time went, ns.
   *
   * @param counting and saving
   * @param rewriting the same where a save rewrote the whole journal
   * @param ranking following what was saved, and moving the windows
   * @param boards picking the first of each board
   */
  record Spent(
      long records, long counting, long rewriting, long ranking, long boards, long publications) {
    static final Spent NOTHING = new Spent(0, 0, 0, 0, 0, 0);

    Spent plus(Spent other) {
      return new Spent(
          records + other.records,
          counting + other.counting,
          rewriting + other.rewriting,
          ranking + other.ranking,
          boards + other.boards,
          publications + other.publications);
    }
  }

  Pipeline(CoreLoad load) {
    this.load = load;
    popular = new Zipf(load.groups());
    for (int i = 0; i < load.workers(); i++) {
      groups.add(SampleGroups.make(load.groups(), load.topics(), new SplittableRandom(4)));
    }
    for (int partition = 0; partition < load.partitions(); partition++) {
      counters.add(PartitionCounter.open(partition, load.options(), store));
      made.add(new ArrayList<>());
    }
    ranker = new Ranker(load.options(), load.options().dimensions(), TOP, Optional.empty(), store);
    next = new long[load.partitions()];
  }

  /** Has every partition meet every group once. */
  void meet() throws FencedException {
    int waiting = 0;
    for (int group = 0; group < load.groups(); group++) {
      for (int partition = 0; partition < load.partitions(); partition++) {
        made.get(partition).add(fresh(partition, group, clock));
        if (++waiting == load.rate()) {
          step();
          waiting = 0;
        }
      }
    }
    step();
  }

  /** Has event time pass without a record. */
  void pause(long millis) throws FencedException {
    clock += millis;
    Arrays.fill(recent, null);
    made.get(0).add(fresh(0, 0, clock));
    step();
  }

  /** Takes the next records, in whole seconds. One in five was seen just before. */
  void run(long records) throws FencedException {
    for (long n = 0; n < records; n += load.rate()) {
      for (int i = 0; i < load.rate(); i++) {
        make(clock + i * SECOND / load.rate());
      }
      step();
    }
  }

  /** Where the time went since the last call. */
  Spent takeSpent() {
    Spent taken = spent;
    spent = Spent.NOTHING;
    return taken;
  }

  private void make(long mtime) {
    int place = random.nextInt(recent.length);
    if (random.nextInt(5) > 0 || recent[place] == null) {
      int partition = random.nextInt(load.partitions());
      recent[place] = fresh(partition, popular.next(random), mtime);
    }
    made.get((int) (recent[place].id() % load.partitions())).add(recent[place]);
  }

  private Rsvp fresh(int partition, int group, long mtime) {
    GroupKeys groupKeys = groups.get(partition % load.workers()).get(group);
    return new Rsvp(ids++ * load.partitions() + partition, mtime, "yes", 0, groupKeys, null);
  }

  private void step() throws FencedException {
    List<Batch> batches = new ArrayList<>();
    for (int partition = 0; partition < load.partitions(); partition++) {
      batches.add(batch(partition));
    }
    List<PartitionCounter.Saved> saved = new ArrayList<>();
    for (Batch batch : batches) {
      count(batch).ifPresent(saved::add);
    }
    long start = System.nanoTime();
    for (PartitionCounter.Saved entry : saved) {
      ranker.accept(entry.partition(), entry.entry());
    }
    spent = spent.plus(new Spent(0, 0, 0, System.nanoTime() - start, 0, 0));
    if (seconds++ % PUBLISHED_EVERY == 0) {
      publish();
    }
    clock += SECOND;
  }

  private Optional<PartitionCounter.Saved> count(Batch batch) throws FencedException {
    PartitionCounter counter = counters.get(batch.range().partition());
    long rewrites = store.rewrites();
    long start = System.nanoTime();
    counter.apply(batch);
    Optional<PartitionCounter.Saved> saved = counter.save();
    long time = System.nanoTime() - start;
    int records = batch.outcomes().size();
    spent =
        spent.plus(
            store.rewrites() == rewrites
                ? new Spent(records, time, 0, 0, 0, 0)
                : new Spent(records, 0, time, 0, 0, 0));
    return saved;
  }

  /** Publishes twice: the second time the windows have nothing to move, so that is the boards. */
  private void publish() {
    long start = System.nanoTime();
    ranker.publish(0).orElseThrow();
    long moved = System.nanoTime();
    ranker.reportSource(0, true, 0);
    ranker.publish(0).orElseThrow();
    ranker.reportSource(0, false, 0);
    long boards = System.nanoTime() - moved;
    spent = spent.plus(new Spent(0, 0, 0, moved - start - boards, boards, 1));
  }

  private Batch batch(int partition) {
    List<Outcome> outcomes = made.set(partition, new ArrayList<>());
    long from = next[partition];
    long to = from + outcomes.size();
    next[partition] = to;
    long[] offsets = new long[outcomes.size()];
    Arrays.setAll(offsets, i -> from + i);
    return new Batch(
        new BatchRange(partition, "log", from, to, to, from == 0),
        offsets,
        new long[offsets.length],
        outcomes);
  }
}
