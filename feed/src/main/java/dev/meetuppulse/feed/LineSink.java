package dev.meetuppulse.feed;

/** Takes lines in the order of the stream. */
@FunctionalInterface
public interface LineSink {
  /**
   * Takes one line; may wait, which slows the source down.
   *
   * @throws FeedException if further lines can't be taken
   */
  void accept(Line line) throws InterruptedException;

  /**
   * Returns when every line that was accepted can't be lost any more.
   *
   * @throws FeedException if a line could not be delivered
   */
  default void flush() throws InterruptedException {}

  /**
   * Identifies the place that lines go to: one that does not hold what was sent before has another
   * id. Empty if there is none.
   */
  default String placeId() throws InterruptedException {
    return "";
  }
}
