package dev.meetuppulse.cli.demo;

import dev.meetuppulse.cluster.embedded.Cleanup;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.feed.FeedException;
import dev.meetuppulse.feed.FeedProducer;
import dev.meetuppulse.feed.HttpOptions;
import dev.meetuppulse.feed.HttpSource;
import dev.meetuppulse.feed.Progress;
import dev.meetuppulse.feed.TopicResumePoint;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The feed from a stream into Kafka. When a record was under way for too long, as when the machine
 * slept, it begins again from where the topic ends.
 *
 * @param url of the stream
 * @param sent receives each line that is sent
 * @param notices receives a line for each interruption
 */
record DemoFeed(
    Cleanup cleanup, Settings settings, String url, Progress sent, Consumer<String> notices) {

  /**
   * Runs until the clean-up closes it.
   *
   * @throws FeedException if it can't begin
   */
  void run() throws Exception {
    HttpSource.ResumePoint resumePoint = () -> 0;
    while (!cleanup.isClosing()) {
      FeedProducer producer = cleanup.open(() -> FeedProducer.open(settings, sent));
      try {
        feed(producer, resumePoint);
      } catch (FeedException e) {
        notices.accept(e.getMessage() + "; restarting the feed");
        producer.close();
        TimeUnit.SECONDS.sleep(1);
      }
      resumePoint = () -> TopicResumePoint.resumeMtime(settings);
    }
  }

  private void feed(FeedProducer producer, HttpSource.ResumePoint resumePoint) throws Exception {
    HttpSource source =
        cleanup.open(() -> new HttpSource(url, HttpOptions.defaults(), resumePoint, notices));
    source.run(producer);
  }
}
