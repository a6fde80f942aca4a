package dev.meetuppulse.cli;

import dev.meetuppulse.core.source.Trouble;
import java.io.IOException;
import java.io.OutputStream;

/** Standard output, which remembers why it could not be written: a {@code PrintStream} does not. */
final class ResultStream extends OutputStream {
  /** The reader has had enough, as {@code head} does. */
  private static final String CLOSED = "Broken pipe";

  private final OutputStream to;
  private volatile String failure;

  ResultStream(OutputStream to) {
    this.to = to;
  }

  /** Why something could not be written; null if all was, or the reader had enough. */
  String failure() {
    return CLOSED.equals(failure) ? null : failure;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    try {
      to.write(bytes, from, length);
    } catch (IOException e) {
      failure = failure == null ? Trouble.firstLine(e) : failure;
      throw e;
    }
  }
}
