package dev.meetuppulse.simulator;

/** A place in the stream: the line that comes next, and the newest {@code mtime} before it. */
final class StreamPosition {
  private final Simulator simulator;
  private SimulatedLine ahead;
  private long newest = Long.MIN_VALUE;

  StreamPosition(Simulator simulator) {
    this.simulator = simulator;
    look();
  }

  StreamPosition(StreamPosition other) {
    simulator = new Simulator(other.simulator);
    ahead = other.ahead;
    newest = other.newest;
  }

  /** The next line, not taken yet; null at the end. */
  SimulatedLine peek() {
    return ahead;
  }

  SimulatedLine next() {
    SimulatedLine line = ahead;
    newest = newestAfter(line);
    look();
    return line;
  }

  /** The largest {@code mtime} so far, ms since the epoch. */
  long newest() {
    return newest;
  }

  /** True if the next line comes before a time, ms since the epoch. */
  boolean isBefore(long time) {
    return ahead != null && ahead.at() < time;
  }

  /** True if the next line is the first to bring an {@code mtime} that is at least this. */
  boolean reaches(long mtime) {
    return ahead != null && newestAfter(ahead) >= mtime;
  }

  private long newestAfter(SimulatedLine line) {
    return line instanceof SimulatedRsvp rsvp ? Math.max(newest, rsvp.mtime()) : newest;
  }

  private void look() {
    ahead = simulator.hasNext() ? simulator.next() : null;
  }
}
