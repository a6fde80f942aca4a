package dev.meetuppulse.cli.feed;

import dev.meetuppulse.cluster.embedded.Cleanup;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.threads.DaemonThreads;
import dev.meetuppulse.feed.FeedProducer;
import dev.meetuppulse.feed.Line;
import dev.meetuppulse.feed.LineSink;
import dev.meetuppulse.feed.Progress;
import dev.meetuppulse.feed.Source;
import dev.meetuppulse.kafka.Topics;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Feeds a source into Kafka to its end and reports progress. */
public final class FeedRun {
  private final Settings settings;
  private final Consumer<String> progress;
  private final boolean isTerminal;
  private final Consumer<byte[]> watcher;
  private final Runnable recorded;
  private volatile FeedProducer producer;

  /**
   * @param progress gets a line now and then
   * @param isTerminal true if somebody sees the lines as they come
   * @param watcher gets each line that is sent, without its member
   * @param recorded returns when what the watcher records, if it does, outlives the process; for
   *     any thread
   */
  public FeedRun(
      Settings settings,
      Consumer<String> progress,
      boolean isTerminal,
      Consumer<byte[]> watcher,
      Runnable recorded) {
    this.settings = settings;
    this.progress = progress;
    this.isTerminal = isTerminal;
    this.watcher = watcher;
    this.recorded = recorded;
  }

  /**
   * Runs until the source ends, or the clean-up closes it.
   *
   * @return records that Kafka has acknowledged
   * @throws dev.meetuppulse.feed.FeedException if the source, Kafka or the recording fails
   */
  public long run(Source source, Cleanup cleanup) throws Exception {
    Progress sent = new Progress(System.currentTimeMillis());
    producer = cleanup.open(() -> FeedProducer.open(settings, sent.andThen(watcher), progress));
    cleanup.open(() -> source);
    ScheduledExecutorService reporter =
        Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("progress"));
    ProgressLines lines = new ProgressLines(sent, isTerminal);
    reporter.scheduleAtFixedRate(
        () ->
            lines
                .next(System.currentTimeMillis(), acknowledged(), source.status())
                .ifPresent(progress),
        ProgressLines.PERIOD_SECONDS,
        ProgressLines.PERIOD_SECONDS,
        TimeUnit.SECONDS);
    // A line of a slow stream does not wait for the next one; where this fails, that one says so.
    reporter.scheduleAtFixedRate(recorded, 1, 1, TimeUnit.SECONDS);
    try {
      SafeSink sink = new SafeSink();
      source.run(sink);
      sink.flush();
      return producer.acknowledged();
    } finally {
      reporter.shutdownNow();
    }
  }

  /** Records that Kafka has acknowledged; for any thread. */
  public long acknowledged() {
    FeedProducer open = producer;
    return open == null ? 0 : open.acknowledged();
  }

  /** The producer; what is flushed is recorded too before a source takes it for sent. */
  private final class SafeSink implements LineSink {
    @Override
    public void accept(Line line) throws InterruptedException {
      producer.accept(line);
    }

    @Override
    public void flush() throws InterruptedException {
      producer.flush();
      recorded.run();
    }

    @Override
    public String placeId() throws InterruptedException {
      return Topics.id(settings);
    }
  }
}
