package dev.meetuppulse.spouts;

import java.io.Serializable;
import java.time.Duration;

/**
 * The spout's options besides Storm's own Kafka configuration.
 *
 * @param batch records in a batch at most
 * @param inFlight records of a partition that are read but not saved, at most (one poll may go
 *     beyond it)
 * @param lookBack how far back to start where nothing is saved and the first-poll strategy goes by
 *     time
 * @param clientFile properties file with more Kafka client settings, read on the worker; blank for
 *     none
 * @param partitions how many the topic should have; 0 if any topic fits
 */
public record SpoutOptions(
    int batch, int inFlight, Duration lookBack, String clientFile, int partitions)
    implements Serializable {

  /** Values of this size on average fill the bytes that may be in flight. */
  private static final int AVERAGE_BYTES = 4096;

  private static final int SPARE_BATCHES = 256;

  public SpoutOptions {
    if (batch < 1 || inFlight < 1) {
      throw new IllegalArgumentException("batch and inFlight must be at least 1");
    }
  }

  /** Bytes of values of a partition that are read but not saved, at most. */
  public long inFlightBytes() {
    return (long) inFlight * AVERAGE_BYTES;
  }

  /** Batches with records of a partition in flight, at most. */
  public int inFlightBatches() {
    return SPARE_BATCHES + 2 * (inFlight / batch);
  }
}
