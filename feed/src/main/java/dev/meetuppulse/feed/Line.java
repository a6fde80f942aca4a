package dev.meetuppulse.feed;

/**
 * A line of the stream, without its line end.
 *
 * @param bytes the line, or its first {@link LineReader#STUB_BYTES} if it is over-long
 * @param length how many bytes it had
 * @param complete false for a last line that no line end follows
 */
public record Line(byte[] bytes, long length, boolean complete) {

  /** A whole line. */
  public static Line of(byte[] bytes) {
    return new Line(bytes, bytes.length, true);
  }

  /** True if only the beginning of the line is kept. */
  public boolean isStub() {
    return length > bytes.length;
  }
}
