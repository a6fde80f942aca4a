package dev.meetuppulse.kafka;

import dev.meetuppulse.core.rsvp.Reason;
import java.io.Serializable;

/** Where records go that broke a rule. Not thread safe. */
public interface DeadLetters extends AutoCloseable {

  /**
   * Adds a record; it may be sent later.
   *
   * @param value as it was in the topic; its member is blanked here
   */
  void add(Reason reason, String topic, int partition, long offset, byte[] value);

  /**
   * Waits until all that was taken in is stored.
   *
   * @throws DeadLetterException if some is not; all of it is forgotten and must be added again
   */
  void flush();

  @Override
  void close();

  /** Opens dead letters where they are used: it travels to the workers, connections do not. */
  interface Factory extends Serializable {
    DeadLetters open();
  }

  final class DeadLetterException extends RuntimeException {
    public DeadLetterException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
