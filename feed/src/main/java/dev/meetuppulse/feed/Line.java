package dev.meetuppulse.feed;

import dev.meetuppulse.core.rsvp.RsvpParser;
import java.util.Arrays;

/**
 * A line of the stream, without its line end.
 *
 * @param bytes the line, or its first {@link LineReader#STUB_BYTES} if it is over-long
 * @param length how many bytes it had
 * @param complete false for a last line that no line end follows
 */
public record Line(byte[] bytes, long length, boolean complete) {

  /** A whole line, shortened if it is over-long. */
  public static Line of(byte[] bytes) {
    boolean fits = bytes.length <= RsvpParser.MAX_BYTES;
    return new Line(fits ? bytes : Arrays.copyOf(bytes, LineReader.STUB_BYTES), bytes.length, true);
  }

  /** True if only the beginning of the line is kept. */
  public boolean isStub() {
    return length > bytes.length;
  }
}
