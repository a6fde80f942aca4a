package dev.meetuppulse.feed;

/** Takes lines in the order of the stream. */
@FunctionalInterface
public interface LineSink {
  /**
   * Takes one line; may wait, which slows the source down.
   *
   * @throws FeedException if no more lines can be taken
   */
  void accept(Line line) throws InterruptedException;
}
