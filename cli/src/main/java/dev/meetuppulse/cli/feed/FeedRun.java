package dev.meetuppulse.cli.feed;

import dev.meetuppulse.cluster.embedded.Cleanup;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.threads.DaemonThreads;
import dev.meetuppulse.feed.FeedProducer;
import dev.meetuppulse.feed.Progress;
import dev.meetuppulse.feed.Source;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Feeds a source into Kafka to its end and reports progress. */
public final class FeedRun {
  private static final int TOLD_EVERY_SECONDS = 2;

  private final Settings settings;
  private final Consumer<String> progress;
  private final Consumer<byte[]> watcher;
  private volatile FeedProducer producer;
  private long takenBefore;

  /**
   * @param progress gets a line now and then
   * @param watcher gets each line that is sent, without its member
   */
  public FeedRun(Settings settings, Consumer<String> progress, Consumer<byte[]> watcher) {
    this.settings = settings;
    this.progress = progress;
    this.watcher = watcher;
  }

  /**
   * Runs until the source ends, or the clean-up closes it.
   *
   * @return records that Kafka has acknowledged
   * @throws dev.meetuppulse.feed.FeedException if the source or Kafka fails
   */
  public long run(Source source, Cleanup cleanup) throws Exception {
    Progress sent = new Progress(System.currentTimeMillis());
    producer = cleanup.open(() -> FeedProducer.open(settings, sent.andThen(watcher), progress));
    cleanup.open(() -> source);
    ScheduledExecutorService teller =
        Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("progress"));
    teller.scheduleAtFixedRate(
        () ->
            progress.accept(
                line(sent.snapshot(System.currentTimeMillis()), acknowledged(), source.status())),
        TOLD_EVERY_SECONDS,
        TOLD_EVERY_SECONDS,
        TimeUnit.SECONDS);
    try {
      source.run(producer);
      producer.flush();
      return producer.acknowledged();
    } finally {
      teller.shutdownNow();
    }
  }

  /** Records that Kafka has acknowledged; for any thread. */
  public long acknowledged() {
    FeedProducer open = producer;
    return open == null ? 0 : open.acknowledged();
  }

  /**
   * The progress of a running feed, for people.
   *
   * @param taken records that Kafka has acknowledged; if as many as last time, that is told
   */
  String line(Progress.Snapshot now, long taken, String status) {
    boolean stuck = taken < now.records() && taken == takenBefore;
    takenBefore = taken;
    return String.format(
        Locale.ROOT,
        "%,d records, %.1f/s%s%s%s",
        now.records(),
        now.perSecond(),
        now.lastCity().isEmpty() ? "" : ", last from " + now.lastCity(),
        stuck
            ? String.format(Locale.ROOT, "; Kafka takes none, %,d wait", now.records() - taken)
            : "",
        status.isEmpty() ? "" : "; " + status);
  }
}
