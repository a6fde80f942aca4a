package dev.meetuppulse.feed;

import dev.meetuppulse.core.rsvp.Lines;
import dev.meetuppulse.core.rsvp.RsvpParser;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Splits a stream at its newlines. Of a line longer than a record may be, only the beginning is
 * kept, so that however long a line is, memory stays bounded. Keep-alives are skipped.
 */
public final class LineReader {
  /** Bytes that are kept of an over-long line. */
  public static final int STUB_BYTES = 1 << 16;

  private static final int MAX_BYTES = RsvpParser.MAX_BYTES;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int limit;

  /** The line so far, its part in the buffer not yet among it. */
  private byte[] line = new byte[1 << 12];

  private int kept;
  private long length;
  private boolean blankBeyondKept;

  public LineReader(InputStream in) {
    this.in = in;
  }

  /**
   * The next line that is not a keep-alive, or null at the end of the stream.
   *
   * @throws IOException from the stream; what was read of the line is lost
   */
  public Line next() throws IOException {
    startLine();
    while (true) {
      if (position == limit && !fill()) {
        return isKeepAlive() ? null : finish(false);
      }
      int newline = indexOfNewline();
      append(newline < 0 ? limit : newline);
      if (newline < 0) {
        continue;
      }
      position++;
      if (!isKeepAlive()) {
        return finish(true);
      }
      startLine();
    }
  }

  private void startLine() {
    kept = 0;
    length = 0;
    blankBeyondKept = true;
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = 0;
    int read = in.read(buffer, 0, buffer.length);
    limit = Math.max(0, read);
    return read > 0;
  }

  private int indexOfNewline() {
    for (int i = position; i < limit; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private void append(int end) {
    int count = end - position;
    length += count;
    if (length <= MAX_BYTES) {
      if (kept + count > line.length) {
        line = Arrays.copyOf(line, Math.min(MAX_BYTES, 2 * (kept + count)));
      }
      System.arraycopy(buffer, position, line, kept, count);
      kept += count;
    } else {
      if (kept > STUB_BYTES) {
        blankBeyondKept &= Lines.isBlank(line, STUB_BYTES, kept);
        kept = STUB_BYTES;
      }
      blankBeyondKept &= Lines.isBlank(buffer, position, end);
    }
    position = end;
  }

  private boolean isKeepAlive() {
    return blankBeyondKept && Lines.isBlank(line, 0, kept);
  }

  private Line finish(boolean complete) {
    return new Line(Arrays.copyOf(line, kept), length, complete);
  }
}
