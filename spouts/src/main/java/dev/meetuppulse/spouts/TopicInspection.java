package dev.meetuppulse.spouts;

import dev.meetuppulse.kafka.TopicFitness;
import dev.meetuppulse.kafka.TopicTrouble;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks once whether a topic fits the settings: Kafka may have been away when the topology was
 * submitted, and a broker may create a topic that was deleted again, with settings of its own. The
 * log has what does not fit, and Storm UI.
 */
final class TopicInspection {
  private static final Logger LOG = LoggerFactory.getLogger(TopicInspection.class);

  private final SpoutOptions options;
  private final boolean isOn;
  private final Queue<TopicUnfitException> errors = new ConcurrentLinkedQueue<>();
  private String inspected;

  /** The topic does not fit; the message says why and what to do. Shown only in Storm UI. */
  static final class TopicUnfitException extends Exception {
    private static final long serialVersionUID = 1L;

    private TopicUnfitException(TopicTrouble trouble) {
      super(trouble.text(), null, false, false);
    }
  }

  /**
   * @param task the index of this task: the first one checks for all
   */
  TopicInspection(SpoutOptions options, int task) {
    this.options = options;
    this.isOn = options.partitions() > 0 && task == 0;
  }

  /** Checks a topic unless it was checked before. Waits for Kafka's answer. */
  void inspect(Admin admin, TopicMonitor.TopicView view) throws InterruptedException {
    if (!isOn || view.id().equals(inspected)) {
      return;
    }
    try {
      TopicFitness.troubles(
              admin, view.topic(), view.size(), options.partitions(), options.lookBack())
          .forEach(this::report);
      inspected = view.id();
    } catch (ExecutionException | KafkaException e) {
      // Asked again when the topic is described the next time.
      LOG.debug("can't check topic {}", view.topic(), e);
    }
  }

  private void report(TopicTrouble trouble) {
    LOG.warn(trouble.text());
    errors.add(new TopicUnfitException(trouble));
  }

  /** The next error that was not returned yet; null if there is none. */
  TopicUnfitException nextError() {
    return errors.poll();
  }
}
