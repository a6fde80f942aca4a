package dev.meetuppulse.feed;

import dev.meetuppulse.core.source.Trouble;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a recording of the lines that a feed sends, which have no member. Packed with gzip if the
 * file's name ends with {@code .gz}. A file that is there already is kept, and the recording goes
 * on in one beside it: a feed that was killed may have left its last line or gzip's end unfinished.
 * A recording of nothing is no file, however the process ends.
 */
public final class RecordingWriter implements Consumer<byte[]>, AutoCloseable {
  private static final int MAX_PARTS = 10_000;

  private final Path wanted;
  private final UnaryOperator<OutputStream> disk;
  private Path file;
  private OutputStream raw;
  private OutputStream out;
  private FeedException failure;
  private boolean isFlushed = true;
  private boolean closed;

  /**
   * Chooses the file, or, if it is there, the next of {@code FILE.2}, {@code FILE.3} … that is not.
   *
   * @throws FeedException if it is there and no recording can be, or can't be written
   */
  public RecordingWriter(Path wanted) {
    this(wanted, UnaryOperator.identity());
  }

  /** With a file that may fail. */
  RecordingWriter(Path wanted, UnaryOperator<OutputStream> disk) {
    this.wanted = wanted;
    this.disk = disk;
    try {
      create().close();
      Files.delete(file);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  public synchronized Path file() {
    return file;
  }

  /**
   * Appends one line; does nothing once closed.
   *
   * @throws FeedException if this line, or one before it, can't be written
   */
  @Override
  public synchronized void accept(byte[] line) {
    if (closed) {
      return;
    }
    throwFailure();
    boolean first = out == null;
    try {
      if (first) {
        raw = disk.apply(create());
        out = packed(raw);
      }
      out.write(line);
      out.write('\n');
      isFlushed = false;
    } catch (IOException e) {
      throw failed(e);
    }
    if (first) {
      // What has no whole line can't be played.
      flush();
    }
  }

  /**
   * Returns when the process's end can't take a line any more. For any thread.
   *
   * @throws FeedException if a line can't be written
   */
  public synchronized void flush() {
    if (closed) {
      return;
    }
    throwFailure();
    if (isFlushed) {
      return;
    }
    try {
      out.flush();
      isFlushed = true;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /**
   * @throws FeedException if the end of the recording, or a line before it, can't be written
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      if (raw != null) {
        // After a failure the buffer's start may be in the file already: it must not come twice.
        (failure == null ? out : raw).close();
      }
    } catch (IOException e) {
      throw failed(e);
    }
    throwFailure();
  }

  private OutputStream create() throws IOException {
    file = wanted;
    for (int number = 2; ; number++) {
      try {
        return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
      } catch (FileAlreadyExistsException e) {
        if (!Files.isRegularFile(file) || number > MAX_PARTS) {
          throw new FeedException(file + " already exists; name another file to record to", e);
        }
        file = wanted.resolveSibling(wanted.getFileName() + "." + number);
      }
    }
  }

  private OutputStream packed(OutputStream raw) throws IOException {
    boolean gzip = wanted.toString().endsWith(".gz");
    return new BufferedOutputStream(gzip ? new GZIPOutputStream(raw, 1 << 13, true) : raw, 1 << 16);
  }

  private void throwFailure() {
    if (failure != null) {
      throw failure;
    }
  }

  private FeedException failed(IOException e) {
    String reason =
        e.getMessage() == null || e.getMessage().equals(file.toString())
            ? e.getClass().getSimpleName()
            : Trouble.firstLine(e);
    failure = new FeedException("can't record to " + file + " (" + reason + ")", e);
    return failure;
  }
}
