package dev.meetuppulse.bolts;

import dev.meetuppulse.core.rsvp.Reason;
import dev.meetuppulse.core.source.HaltReason;
import dev.meetuppulse.kafka.DeadLetters;
import dev.meetuppulse.kafka.DeadLetters.DeadLetterException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the dead letters of a parse task. A partition whose letters are refused is reported, and
 * tries again after a pause, so that waiting for its letters does not hold up the others.
 */
final class DeadLetterWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterWriter.class);

  private final String topic;
  private final DeadLetters letters;
  private final HaltReports reports;
  private final Consumer<Throwable> onTrouble;
  private final RetryGate gate = new RetryGate();

  /**
   * @param topic where the records come from
   * @param onTrouble called once when a partition's letters begin to be refused
   */
  DeadLetterWriter(
      String topic, DeadLetters letters, HaltReports reports, Consumer<Throwable> onTrouble) {
    this.topic = topic;
    this.letters = letters;
    this.reports = reports;
    this.onTrouble = onTrouble;
  }

  /**
   * Adds a record; it may be sent later.
   *
   * @throws DeadLetterException at once if the partition's letters were refused a moment ago
   */
  void add(Reason reason, int partition, long offset, ByteBuffer value) {
    String closed = gate.closed(partition, System.nanoTime());
    if (closed != null) {
      throw new DeadLetterException(closed, null);
    }
    byte[] bytes = new byte[value.remaining()];
    value.duplicate().get(bytes);
    letters.add(reason, topic, partition, offset, bytes);
  }

  /**
   * Waits until all letters of a partition's batch are stored.
   *
   * @throws DeadLetterException if some are not; all of them must be added again
   */
  void flush(int partition) {
    letters.flush();
    if (gate.worked(partition)) {
      LOG.info("{}-{} resumed: its dead letters are stored again", topic, partition);
      reports.goOn(partition);
    }
  }

  /** The batch failed with this. */
  void refused(int partition, DeadLetterException error) {
    long now = System.nanoTime();
    boolean isNew = gate.closed(partition, now) == null;
    String text = isNew ? text(error) : error.getMessage();
    if (isNew && gate.failed(partition, text, now)) {
      LOG.warn("{}-{} waits, retrying: {}", topic, partition, text);
      onTrouble.accept(error);
    }
    reports.halt(partition, HaltReason.DEAD_LETTERS, text);
  }

  private static String text(DeadLetterException error) {
    return error.getCause() == null
        ? error.getMessage()
        : error.getMessage() + ": " + error.getCause().getMessage();
  }

  @Override
  public void close() {
    letters.close();
    reports.close();
  }
}
