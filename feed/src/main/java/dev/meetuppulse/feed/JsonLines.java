package dev.meetuppulse.feed;

import dev.meetuppulse.core.rsvp.Lines;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A stream of JSON lines. Lines are held back until one is a JSON object: broken lines among others
 * are handed over like them, but nothing of a stream that is something else.
 */
final class JsonLines {
  private static final int MAX_HELD = 1_000;
  private static final long MAX_HELD_BYTES = 64 << 20;

  private final LineReader reader;
  private final Deque<Line> ready = new ArrayDeque<>();
  private boolean accepted;

  JsonLines(InputStream unpacked) {
    reader = new LineReader(new HeldStream(unpacked));
  }

  /**
   * The next line that is not a keep-alive; null at the end.
   *
   * @throws NotJsonLinesException if the stream turns out to be something else
   */
  Line next() throws IOException {
    return peek() == null ? null : ready.poll();
  }

  /** The next line, without consuming it. */
  Line peek() throws IOException {
    if (ready.isEmpty()) {
      if (accepted) {
        Line line = reader.next();
        if (line != null) {
          ready.add(line);
        }
      } else {
        accept();
      }
    }
    return ready.peek();
  }

  private void accept() throws IOException {
    List<Line> held = new ArrayList<>();
    Line line;
    while ((line = reader.next()) != null) {
      if (Lines.isObject(line.bytes())) {
        NotJsonLinesException other = Shape.upTo(line, held);
        if (other != null) {
          throw other;
        }
        accepted = true;
        held.add(line);
        ready.addAll(held);
        return;
      }
      held.add(line);
      if (held.size() == MAX_HELD || Shape.isEvent(line)) {
        throw Shape.of(held);
      }
    }
    if (!held.isEmpty()) {
      throw Shape.of(held);
    }
  }

  /** Ends a stream that has run for long without an acceptable line. */
  private final class HeldStream extends FilterInputStream {
    private long count;

    HeldStream(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = in.read(bytes, offset, length);
      count += accepted ? 0 : Math.max(0, read);
      if (count > MAX_HELD_BYTES) {
        throw new NotJsonLinesException("text without a whole JSON object on a line");
      }
      return read;
    }
  }
}
