package dev.meetuppulse.drill;

import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.feed.FeedException;
import dev.meetuppulse.feed.FeedProducer;
import dev.meetuppulse.feed.Line;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Sends lines to Kafka at a rate, from a thread of its own. */
final class Load implements AutoCloseable {
  /** How many seconds' worth of lines are caught up at once after a wait for Kafka, at most. */
  private static final double MAX_SECONDS_BEHIND = 5;

  private final FeedProducer producer;
  private final Supplier<byte[]> lines;
  private final Consumer<byte[]> alsoSent;
  private final Queue<byte[]> others = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private volatile double rate;
  private volatile boolean stopping;
  private volatile long sent;
  private volatile Exception failure;

  /**
   * @param lines to send; called only by the sending thread, as is the next
   * @param alsoSent called when another line is sent
   * @param rate lines a second
   */
  Load(Settings settings, Supplier<byte[]> lines, Consumer<byte[]> alsoSent, double rate)
      throws InterruptedException {
    this.producer = FeedProducer.open(settings, line -> {});
    this.lines = lines;
    this.alsoSent = alsoSent;
    this.rate = rate;
    this.thread = new Thread(this::run, "load");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    try {
      double due = 0;
      long last = System.nanoTime();
      while (!stopping) {
        long now = System.nanoTime();
        due = Math.min(due + (now - last) / 1e9 * rate, rate * MAX_SECONDS_BEHIND);
        last = now;
        sendOthers();
        for (; due >= 1 && !stopping; due--) {
          producer.accept(Line.of(lines.get()));
          sent++;
        }
        TimeUnit.MILLISECONDS.sleep(5);
      }
      sendOthers();
    } catch (InterruptedException | FeedException e) {
      failure = e;
    }
  }

  private void sendOthers() throws InterruptedException {
    for (byte[] line = others.poll(); line != null; line = others.poll()) {
      alsoSent.accept(line);
      producer.accept(Line.of(line));
    }
  }

  void send(byte[] line) {
    others.add(line);
  }

  /** Lines sent so far, without the caller's. */
  long sent() {
    return sent;
  }

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
      throw new FeedException("the load generator failed: " + failure.getMessage(), failure);
    }
    producer.flush();
  }

  /** Stops; the line that is on its way is sent, for the truth has it. */
  @Override
  public void close() {
    stopping = true;
    try {
      thread.join(UnderLoad.LIMIT.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
    producer.close();
  }
}
