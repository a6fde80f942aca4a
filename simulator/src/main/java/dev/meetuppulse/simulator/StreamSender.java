package dev.meetuppulse.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Sends lines of the stream to one client, each when it is due. */
final class StreamSender {
  private final OutputStream out;
  private final SimulatorServer.Pacing pace;
  private final Duration keepAlive;
  private final LongSupplier clock;

  /**
   * @param keepAlive a blank line is sent after this much silence
   * @param clock ms since the epoch
   */
  StreamSender(
      OutputStream out, SimulatorServer.Pacing pace, Duration keepAlive, LongSupplier clock) {
    this.out = out;
    this.pace = pace;
    this.keepAlive = keepAlive;
    this.clock = clock;
  }

  /** Sends all that comes from a place on; a live stream falls silent at its end. */
  void sendAll(StreamPosition position) throws IOException, InterruptedException {
    while (position.peek() != null) {
      send(position.next());
    }
    if (pace == SimulatorServer.Pacing.LIVE) {
      waitFor(Long.MAX_VALUE);
    }
  }

  /** Sends one line when the wall clock reaches its stream time, or at once. */
  void send(SimulatedLine line) throws IOException, InterruptedException {
    if (pace == SimulatorServer.Pacing.LIVE) {
      waitFor(line.at());
    }
    out.write(line.bytes());
    out.write('\n');
    if (Thread.interrupted()) {
      throw new InterruptedException("the simulator is closed");
    }
  }

  private void waitFor(long at) throws IOException, InterruptedException {
    long left = at - clock.getAsLong();
    if (left <= 0) {
      return;
    }
    out.flush();
    while (left > keepAlive.toMillis()) {
      Thread.sleep(keepAlive.toMillis());
      out.write('\n');
      out.flush();
      left = at - clock.getAsLong();
    }
    if (left > 0) {
      Thread.sleep(left);
    }
  }
}
