package dev.meetuppulse.local.stream;

import dev.meetuppulse.feed.Line;
import dev.meetuppulse.feed.LineSink;
import dev.meetuppulse.feed.Source;
import dev.meetuppulse.feed.simulate.SimulatedLine;
import dev.meetuppulse.feed.simulate.Simulator;
import dev.meetuppulse.feed.simulate.SimulatorOptions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The simulated stream without HTTP between: what is past at once, then as it happens. */
public final class SimulatedSource implements Source {
  private final SimulatorOptions options;
  private final double speed;
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * @param speed 0 to send what is past at once and the rest as it happens; otherwise how many
   *     times as fast as the clock the stream runs from its start, whatever the time is
   */
  public SimulatedSource(SimulatorOptions options, double speed) {
    this.options = options;
    this.speed = speed;
  }

  @Override
  public void run(LineSink sink) throws InterruptedException {
    Simulator simulator = new Simulator(options);
    long began = System.nanoTime();
    while (simulator.hasNext()) {
      SimulatedLine line = simulator.next();
      long wait = waitMillis(line.at(), began);
      if (wait > 0 ? closed.await(wait, TimeUnit.MILLISECONDS) : closed.getCount() == 0) {
        return;
      }
      sink.accept(Line.of(line.bytes()));
    }
  }

  private long waitMillis(long at, long began) {
    if (speed == 0) {
      return at - System.currentTimeMillis();
    }
    long elapsed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    return (long) ((at - options.start()) / speed) - elapsed;
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
