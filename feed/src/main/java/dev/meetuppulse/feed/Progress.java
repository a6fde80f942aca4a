package dev.meetuppulse.feed;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Progress of a feed: counts the lines that are sent, and knows where the last one came from. */
public final class Progress implements Consumer<byte[]> {
  private final AtomicLong records = new AtomicLong();
  private final Cities cities = new Cities();
  private volatile byte[] last;
  private String lastCity = "";
  private long countedRecords;
  private long countedMillis;

  /**
   * @param records sent since the start
   * @param perSecond since the snapshot before
   * @param lastCity of the last line that is a valid record, such as {@code Garner, NC}; empty if
   *     there was none yet
   */
  public record Snapshot(long records, double perSecond, String lastCity) {}

  /**
   * @param nowMillis when the feed starts, by any clock
   */
  public Progress(long nowMillis) {
    countedMillis = nowMillis;
  }

  @Override
  public void accept(byte[] line) {
    last = line;
    records.incrementAndGet();
  }

  /** Records sent since the start; for any thread. */
  public long records() {
    return records.get();
  }

  /**
   * The current progress, with the rate since the last call; call it from one thread only.
   *
   * @param nowMillis by the same clock
   */
  public Snapshot snapshot(long nowMillis) {
    long sent = records.get();
    long millis = nowMillis - countedMillis;
    double perSecond = millis <= 0 ? 0 : (sent - countedRecords) * 1000.0 / millis;
    countedRecords = sent;
    countedMillis = nowMillis;
    byte[] line = last;
    if (line != null) {
      lastCity = cities.of(line).orElse(lastCity);
    }
    return new Snapshot(sent, perSecond, lastCity);
  }
}
