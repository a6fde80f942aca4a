package dev.meetuppulse.feed;

import java.io.IOException;

/** The stream is not one JSON object per line; the message names its format, as a noun. */
final class NotJsonLinesException extends IOException {
  private final String remedy;

  /**
   * @param what came, such as {@code a zip archive}; nothing of its text
   * @param remedy a command that makes JSON lines of it, with {@code FILE} for its name; may be
   *     empty
   */
  NotJsonLinesException(String what, String remedy) {
    super(what);
    this.remedy = remedy;
  }

  NotJsonLinesException(String what) {
    this(what, "");
  }

  String remedy() {
    return remedy;
  }
}
