package dev.meetuppulse.simulator;

import dev.meetuppulse.feed.Line;
import dev.meetuppulse.feed.LineSink;
import dev.meetuppulse.feed.Source;
import dev.meetuppulse.feed.SourceTime;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The simulated stream as a source: paced by its own time, or as fast as possible. With a start in
 * the past it catches up first.
 */
public final class SimulatedSource implements Source {
  private final Simulator simulator;
  private final boolean paced;
  private final Consumer<SimulatedLine> sent;
  private final SourceTime time;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile double speed = 1;

  /**
   * @param paced whether a line waits until the wall clock reaches its stream time
   * @param sent receives each line once the sink has taken it, such as {@link Truth#accept}
   * @throws IllegalArgumentException if the options name what the simulated world does not have
   */
  public SimulatedSource(SimulatorOptions options, boolean paced, Consumer<SimulatedLine> sent) {
    this(options, paced, sent, SourceTime.SYSTEM);
  }

  SimulatedSource(
      SimulatorOptions options, boolean paced, Consumer<SimulatedLine> sent, SourceTime time) {
    this.simulator = new Simulator(options);
    this.paced = paced;
    this.sent = sent;
    this.time = time;
  }

  /**
   * From here on, everything comes faster or slower; may be called by any thread.
   *
   * @param factor times the rate of the options, above 0
   */
  public void speed(double factor) {
    speed = factor;
  }

  @Override
  public void run(LineSink sink) throws InterruptedException {
    double inForce = 1;
    while (closed.getCount() > 0 && simulator.hasNext()) {
      double wanted = speed;
      if (wanted != inForce) {
        simulator.speed(wanted);
        inForce = wanted;
      }
      SimulatedLine line = simulator.next();
      if (paced) {
        long wait = line.at() - time.millis();
        if (wait > 0 && time.await(closed, TimeUnit.MILLISECONDS.toNanos(wait))) {
          return;
        }
      }
      sink.accept(Line.of(line.bytes()));
      sent.accept(line);
    }
  }

  /** The effect of each burst of the options; call it once {@link #run} has returned. */
  public List<Simulator.BurstRecord> bursts() {
    return simulator.bursts();
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
