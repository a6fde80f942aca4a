package dev.meetuppulse.spouts;

/**
 * The identity of a partition's log, as saved with its state: the topic's id, and how often the log
 * was cut back under that id. Offsets of another identity mean other records.
 */
record LogId(String topicId, int cuts) {
  private static final char SEPARATOR = '~';

  static LogId of(String topicId) {
    return new LogId(topicId, 0);
  }

  /** Parses the text that {@link #toString} writes. */
  static LogId parse(String text) {
    int at = text.lastIndexOf(SEPARATOR);
    return at < 0 || !text.substring(at + 1).matches("\\d{1,9}")
        ? of(text)
        : new LogId(text.substring(0, at), Integer.parseInt(text.substring(at + 1)));
  }

  /** The identity after the log was cut back once more. */
  LogId cutBack() {
    return new LogId(topicId, cuts + 1);
  }

  @Override
  public String toString() {
    return cuts == 0 ? topicId : topicId + SEPARATOR + cuts;
  }
}
