package dev.meetuppulse.local.drill;

import dev.meetuppulse.core.config.Settings;
import dev.meetuppulse.feed.FeedException;
import dev.meetuppulse.feed.FeedProducer;
import dev.meetuppulse.feed.Line;
import dev.meetuppulse.feed.LineReader;
import dev.meetuppulse.feed.simulate.SimulatedLine;
import dev.meetuppulse.feed.simulate.Simulator;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Sends simulated lines to Kafka at a rate, from a thread of its own. */
final class Load implements AutoCloseable {
  private static final int MEBIBYTE = 1 << 20;

  /** After a wait for Kafka, at most so much of what is due is made up for at once. */
  private static final double MOST_SECONDS_BEHIND = 5;

  private final FeedProducer producer;
  private final Simulator simulator;
  private final Consumer<SimulatedLine> told;
  private final Thread thread;
  private volatile double rate;
  private volatile boolean stopping;
  private volatile long sent;
  private volatile Exception failure;

  /**
   * @param told of each line sent, in order, by the sending thread
   * @param rate lines a second
   */
  Load(Settings settings, Simulator simulator, Consumer<SimulatedLine> told, double rate)
      throws InterruptedException {
    this.producer = FeedProducer.open(settings, line -> {});
    this.simulator = simulator;
    this.told = told;
    this.rate = rate;
    this.thread = new Thread(this::run, "load");
    thread.setDaemon(true);
    thread.start();
  }

  /** A line as the feed reads it: of an over-long one it keeps only the beginning. */
  static Line line(byte[] bytes) {
    return bytes.length <= MEBIBYTE
        ? Line.of(bytes)
        : new Line(Arrays.copyOf(bytes, LineReader.STUB_BYTES), bytes.length, true);
  }

  private void run() {
    try {
      double due = 0;
      long last = System.nanoTime();
      while (!stopping && simulator.hasNext()) {
        long now = System.nanoTime();
        due = Math.min(due + (now - last) / 1e9 * rate, rate * MOST_SECONDS_BEHIND);
        last = now;
        for (; due >= 1 && !stopping && simulator.hasNext(); due--) {
          SimulatedLine line = simulator.next();
          producer.accept(line(line.bytes()));
          told.accept(line);
          sent++;
        }
        TimeUnit.MILLISECONDS.sleep(5);
      }
    } catch (InterruptedException | FeedException e) {
      failure = e;
    }
  }

  /** Lines sent so far. */
  long sent() {
    return sent;
  }

  /** From here on, so many lines a second. */
  void rate(double linesPerSecond) {
    rate = linesPerSecond;
  }

  /**
   * Stops, and returns when Kafka has all that was sent.
   *
   * @throws FeedException if Kafka did not take a line
   */
  void finish() throws InterruptedException {
    stopping = true;
    thread.join();
    if (failure != null) {
      throw new FeedException("the load broke off: " + failure.getMessage(), failure);
    }
    producer.flush();
  }

  @Override
  public void close() {
    stopping = true;
    thread.interrupt();
    producer.close();
  }
}
