package dev.meetuppulse.spouts;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.UnknownTopicIdException;

/**
 * Asks Kafka whether a topic of some id is still there. If it is, everything read before the
 * request was read from that topic and not from a later one of the same name.
 */
final class LogConfirmation {
  private static final long NEVER = Long.MIN_VALUE;

  private final Admin admin;
  private final String id;
  private final Runnable onGone;
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile long confirmedAt = NEVER;

  /**
   * @param onGone called when there is no topic of that id any more
   */
  LogConfirmation(Admin admin, String id, Runnable onGone) {
    this.admin = admin;
    this.id = id;
    this.onGone = onGone;
  }

  String id() {
    return id;
  }

  /** Asks, unless a request is pending. */
  void ask() {
    if (!asking.compareAndSet(false, true)) {
      return;
    }
    Uuid uuid = Uuid.fromString(id);
    long askedAt = System.nanoTime();
    admin
        .describeTopics(TopicCollection.ofTopicIds(List.of(uuid)))
        .topicIdValues()
        .get(uuid)
        .whenComplete(
            (description, error) -> {
              if (description != null) {
                confirmedAt = askedAt;
              } else if (error instanceof UnknownTopicIdException) {
                onGone.run();
              }
              asking.set(false);
            });
  }

  /** When the last request that confirmed the topic was sent, {@link System#nanoTime}. */
  OptionalLong at(String wanted) {
    long at = confirmedAt;
    return at == NEVER || !wanted.equals(id) ? OptionalLong.empty() : OptionalLong.of(at);
  }
}
