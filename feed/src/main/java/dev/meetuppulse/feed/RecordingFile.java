package dev.meetuppulse.feed;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** One recording: a file, or standard input; gzip is known by its first two bytes. */
final class RecordingFile {
  private static final int GZIP_FIRST = 0x1F;
  private static final int GZIP_SECOND = 0x8B;

  private final String name;

  /**
   * @param name path of a file, or {@code -} for standard input
   */
  RecordingFile(String name) {
    this.name = name;
  }

  boolean isStandardInput() {
    return name.equals("-");
  }

  /** How messages call it. */
  String title() {
    return isStandardInput() ? "standard input" : name;
  }

  /**
   * Opens it, unpacked.
   *
   * @param notices told if a packed recording turns out to be damaged; it ends there
   * @throws FeedException if it can't be read
   */
  InputStream open(Consumer<String> notices) {
    try {
      InputStream raw = new BufferedInputStream(openRaw(), 1 << 16);
      return isGzip(raw)
          ? new Unpacked(new GZIPInputStream(new NeverIdle(raw), 1 << 16), notices)
          : raw;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  FeedException unreadable(IOException e) {
    String reason =
        e instanceof AccessDeniedException ? "permission denied" : FeedException.firstLine(e);
    return new FeedException("can't read " + title() + ": " + reason, e);
  }

  private InputStream openRaw() throws IOException {
    if (isStandardInput()) {
      return new FilterInputStream(System.in) {
        @Override
        public void close() {
          // Standard input is not ours to close.
        }
      };
    }
    Path path = Path.of(name);
    if (!Files.exists(path)) {
      throw new FeedException("no such file: " + name);
    }
    if (Files.isDirectory(path)) {
      throw new FeedException(name + " is a directory; name the recordings in it");
    }
    return Files.newInputStream(path);
  }

  private static boolean isGzip(InputStream in) throws IOException {
    in.mark(2);
    boolean gzip = in.read() == GZIP_FIRST && in.read() == GZIP_SECOND;
    in.reset();
    return gzip;
  }

  /** GZIPInputStream takes a pipe that has nothing to read yet for the end of the last part. */
  private static final class NeverIdle extends FilterInputStream {
    NeverIdle(InputStream in) {
      super(in);
    }

    @Override
    public int available() throws IOException {
      in.mark(1);
      int next = in.read();
      in.reset();
      return next < 0 ? 0 : Math.max(1, in.available());
    }
  }

  /** Ends where a packed recording is cut short or damaged, so that what came before is kept. */
  private final class Unpacked extends FilterInputStream {
    private final Consumer<String> notices;
    private boolean ended;

    Unpacked(InputStream in, Consumer<String> notices) {
      super(in);
      this.notices = notices;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (ended) {
        return -1;
      }
      try {
        return in.read(bytes, offset, length);
      } catch (EOFException | ZipException e) {
        ended = true;
        notices.accept(title() + " is cut short or damaged; sent what comes before");
        return -1;
      }
    }
  }
}
