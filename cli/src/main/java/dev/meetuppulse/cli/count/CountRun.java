package dev.meetuppulse.cli.count;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.feed.FeedProducer;
import dev.meetuppulse.feed.Source;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Feeds a source to its end and waits until all of it is on the boards. */
public final class CountRun {
  private static final Duration STALL_LIMIT = Duration.ofSeconds(60);
  private static final Duration REPORT_EVERY = Duration.ofSeconds(2);
  private static final long POLL_MILLIS = 50;

  /** A recording may repeat an RSVP of years ago, so nothing is forgotten because of its age. */
  private static final String REMEMBER = "36500d";

  private final Settings settings;
  private final int top;
  private final Consumer<String> progress;
  private final AtomicLong sent = new AtomicLong();

  /** Starts the topology that counts, once the topics are there. */
  @FunctionalInterface
  public interface TopologyStarter {
    void submit(Settings settings) throws Exception;
  }

  /**
   * @param settings those of {@link #settings}
   * @param top rows of a board at most
   * @param progress gets a line now and then
   */
  public CountRun(Settings settings, int top, Consumer<String> progress) {
    this.settings = settings;
    this.top = top;
    this.progress = progress;
  }

  /** Settings for a count: the recording's own clock, and a memory without an age. */
  public static Settings settings(Settings others) {
    Map<Setting, String> own = new EnumMap<>(Setting.class);
    own.put(Setting.COUNT_CLOCK, "event");
    if (!others.isGiven(Setting.COUNT_REMEMBER)) {
      own.put(Setting.COUNT_REMEMBER, REMEMBER);
    }
    return others.with(own);
  }

  /**
   * Counts.
   *
   * @throws dev.meetuppulse.feed.FeedException if the source can't be read or Kafka does not take
   *     it
   * @throws CountException if counting makes no progress
   */
  public FinalBoards run(Source source, TopologyStarter submitter) throws Exception {
    try (BoardWatch watch = new BoardWatch(settings);
        Backlog backlog = new Backlog(settings, watch);
        FeedProducer producer =
            FeedProducer.open(
                settings,
                line -> {
                  sent.incrementAndGet();
                  backlog.sent(line);
                })) {
      submitter.submit(settings);
      source.run(producer);
      producer.flush();
    }
    progress.accept(sent + " records sent; counting");
    return await();
  }

  private FinalBoards await() throws InterruptedException {
    try (BoardWatch watch = new BoardWatch(settings)) {
      long counted = 0;
      long moved = System.nanoTime();
      long lastReport = moved;
      while (true) {
        Optional<FinalBoards> boards = watch.complete(sent.get(), top);
        if (boards.isPresent()) {
          return boards.get();
        }
        long now = System.nanoTime();
        long received = watch.received();
        if (received != counted) {
          counted = received;
          moved = now;
        }
        if (counted > sent.get()) {
          throw new CountException(
              counted
                  + " records were counted, but "
                  + sent
                  + " sent; is another feed writing to the topic?");
        }
        if (now - moved > STALL_LIMIT.toNanos()) {
          throw new CountException(
              "counting stopped at "
                  + counted
                  + " of "
                  + sent
                  + " records; run it again with --log FILE to see why");
        }
        if (now - lastReport > REPORT_EVERY.toNanos()) {
          lastReport = now;
          progress.accept(counted + " of " + sent + " records counted");
        }
        TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
      }
    }
  }
}
