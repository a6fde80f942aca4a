package dev.meetuppulse.feed;

import dev.meetuppulse.core.source.Trouble;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a recording of the lines that a feed sends, which have no member. Packed with gzip if the
 * file's name ends with {@code .gz}. What is older than a second is on the disk, or will be with
 * the next line, so that little is lost if the process dies. A recording of nothing is no file.
 */
public final class RecordingWriter implements Consumer<byte[]>, AutoCloseable {
  private static final long FLUSH_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Path file;
  private final OutputStream out;
  private long flushed = System.nanoTime();
  private boolean isEmpty = true;
  private boolean closed;

  /**
   * Creates the file.
   *
   * @throws FeedException if it is there already, or can't be written
   */
  public RecordingWriter(Path file) {
    this.file = file;
    try {
      OutputStream raw = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
      this.out =
          new BufferedOutputStream(
              file.toString().endsWith(".gz") ? new GZIPOutputStream(raw, 1 << 13, true) : raw,
              1 << 16);
    } catch (FileAlreadyExistsException e) {
      throw new FeedException(file + " is there already; name another file to record to", e);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /**
   * Appends one line; does nothing once closed.
   *
   * @throws FeedException if it can't be written
   */
  @Override
  public synchronized void accept(byte[] line) {
    if (closed) {
      return;
    }
    try {
      isEmpty = false;
      out.write(line);
      out.write('\n');
      if (System.nanoTime() - flushed > FLUSH_NANOS) {
        out.flush();
        flushed = System.nanoTime();
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /**
   * @throws FeedException if the end of the recording can't be written
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      out.close();
      if (isEmpty) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private FeedException unwritable(IOException e) {
    String reason =
        e.getMessage() == null || e.getMessage().equals(file.toString())
            ? e.getClass().getSimpleName()
            : Trouble.firstLine(e);
    return new FeedException("can't record to " + file + " (" + reason + ")", e);
  }
}
