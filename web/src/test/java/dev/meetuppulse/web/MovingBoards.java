package dev.meetuppulse.web;

import dev.meetuppulse.core.board.Ranker;
import dev.meetuppulse.core.board.RisingKey;
import dev.meetuppulse.core.board.Row;
import dev.meetuppulse.core.board.Trends;
import dev.meetuppulse.core.count.Batch;
import dev.meetuppulse.core.count.BatchRange;
import dev.meetuppulse.core.count.CountOptions;
import dev.meetuppulse.core.count.PartitionCounter;
import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.rsvp.Outcome;
import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.core.rsvp.RsvpParser;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.trend.Change;
import dev.meetuppulse.core.trend.Trend;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.redis.RedisBoards;
import dev.meetuppulse.redis.RedisJournals;
import dev.meetuppulse.simulator.SimulatedLine;
import dev.meetuppulse.simulator.Simulator;
import dev.meetuppulse.simulator.SimulatorOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * Publishes boards that move like real ones, by counting a simulated stream. The trends are made
 * up, since detecting some takes days.
 */
final class MovingBoards implements AutoCloseable {
  private static final List<String> RISING =
      List.of("Camping", "Kayaking", "Austin, TX", "Python", "Book Club");
  private static final List<String> CITIES =
      List.of("New York, NY", "Chicago, IL", "Austin, TX", "Reno, NV", "Boston, MA");

  private final RsvpParser parser = new RsvpParser();
  private final Random random = new Random(7);
  private final Simulator stream;
  private final RedisJournals journals;
  private final PartitionCounter counter;
  private final Ranker ranker;
  private final RedisBoards boards;
  private SimulatedLine next;
  private long wall;
  private long records;

  /**
   * @param perSecond lines of the stream; some are not counted
   * @param start of the stream, ms since the epoch
   */
  MovingBoards(Settings settings, double perSecond, long start) {
    stream = new Simulator(SimulatorOptions.of(7, start, perSecond).withDaily(false));
    next = stream.next();
    journals = new RedisJournals(settings);
    CountOptions options = settings.countOptions();
    counter = PartitionCounter.open(0, options, journals);
    int top = settings.integer(Setting.COUNT_TOP);
    ranker = new Ranker(options, options.dimensions(), top, Optional.empty(), journals);
    boards = new RedisBoards(settings, () -> Instant.ofEpochMilli(wall));
  }

  /** Publishes a while of the past, a board every 10 s, then now. */
  void since(long from, long now) {
    for (long at = from; at < now; at += 10_000) {
      tick(Math.min(now, at + 9_999));
    }
  }

  /** Counts the records up to {@code now}, and publishes the boards. */
  void tick(long now) {
    wall = now;
    count(now);
    ranker
        .publish(now)
        .ifPresent(
            publication -> {
              boards.publish(publication.boards());
              boards.publish(trends(now, publication.status().revision()));
              boards.publish(publication.status());
            });
  }

  private void count(long now) {
    List<Outcome> outcomes = new ArrayList<>();
    for (; next.at() <= now; next = stream.next()) {
      byte[] line = next.bytes();
      Outcome outcome = parser.parse(line, line.length, now);
      boolean isElsewhere =
          outcome instanceof Rsvp rsvp && !rsvp.groupKeys().country().equals("us");
      outcomes.add(isElsewhere ? new Outcome.Filtered(((Rsvp) outcome).mtime()) : outcome);
    }
    long from = records;
    records += outcomes.size();
    long[] offsets = LongStream.range(from, records).toArray();
    long[] times = new long[offsets.length];
    counter.apply(
        new Batch(
            new BatchRange(0, "log", from, records, records, from == 0), offsets, times, outcomes));
    try {
      counter.save().ifPresent(saved -> ranker.accept(0, saved.entry()));
    } catch (PartitionCounter.FencedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Trends trends(long now, long revision) {
    List<RisingKey> rising = new ArrayList<>();
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < RISING.size(); i++) {
      String label = RISING.get(i);
      String city = CITIES.get(i);
      boolean isCity = label.equals(city);
      Dimension dimension = isCity ? Dimension.CITIES : Dimension.TOPICS;
      long began = now - now % 600_000 - i * 240_000L;
      long seen = 40 - 6L * i + (now - began) / 20_000;
      List<Integer> minutes = new ArrayList<>();
      for (int minute = 0; minute < 60; minute++) {
        minutes.add(random.nextInt(3) + (minute > 50 - 3 * i ? 6 - i : 0));
      }
      rising.add(
          new RisingKey(
              dimension,
              label,
              label,
              null,
              9 - i,
              seen,
              seen / (6.2 - i),
              began,
              List.of(new Row(city, city, seen / 2, 0, 0, 0)),
              List.of(new RisingKey.Event("2468" + i, "Sunrise hike", "a-group", seen / 3)),
              minutes,
              List.of()));
      changes.add(
          new Change(
              began + 60_000,
              dimension,
              new Key(label, label),
              isCity ? null : city,
              new Trend(i, 5, 12, 3, began),
              i == 1 ? List.of("Dice") : List.of()));
    }
    return new Trends(now, revision, true, rising, List.of(), changes);
  }

  @Override
  public void close() {
    boards.close();
    journals.close();
  }
}
