package dev.meetuppulse.feed;

import dev.meetuppulse.core.source.Trouble;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.ZipException;

/**
 * One recording: a file of any kind, or standard input; packed or not. A pipe is opened once: what
 * is read of it to check it is not lost.
 */
final class RecordingFile implements AutoCloseable {
  private final String name;
  private final Consumer<String> notices;
  private InputStream stream;
  private JsonLines lines;
  private boolean checked;
  private boolean damaged;

  /**
   * @param name path of a file, or {@code -} for standard input
   * @param notices receives a line if a packed recording turns out to be damaged; it ends there
   */
  RecordingFile(String name, Consumer<String> notices) {
    this.name = name;
    this.notices = notices;
  }

  /** True if what is read of it is gone. */
  boolean isPipe() {
    return isStandardInput() || !Files.isRegularFile(path());
  }

  /** The name that messages use. */
  String title() {
    return isStandardInput() ? "standard input" : name;
  }

  /**
   * Checks that it holds JSON lines. Waits until the first of them is there.
   *
   * @throws FeedException if it does not, or can't be read
   */
  void check() {
    checked = true;
    boolean keepOpen = isPipe();
    JsonLines opened = open(keepOpen ? notices : notice -> {});
    try {
      if (!hasRecord(opened)) {
        String none =
            damaged ? " is cut short or damaged before its first record" : " holds no record";
        throw new FeedException(title() + none);
      }
    } catch (IOException e) {
      throw unreadable(e);
    } finally {
      if (!keepOpen) {
        close();
      }
    }
  }

  /** The little that comes before damage may look like anything. */
  private boolean hasRecord(JsonLines opened) throws IOException {
    try {
      return opened.peek() != null;
    } catch (NotJsonLinesException e) {
      if (damaged) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Its lines, from the first on.
   *
   * @throws FeedException if it can't be read, or was not checked and does not hold any
   */
  JsonLines lines() {
    if (!checked) {
      check();
    }
    return lines == null ? open(notices) : lines;
  }

  FeedException unreadable(IOException e) {
    if (e instanceof NotJsonLinesException other) {
      String help = other.remedy().isEmpty() ? "" : "; this makes one: " + command(other);
      return new FeedException(
          "%s is not a recording: it holds %s; a recording is one JSON object per line%s"
              .formatted(title(), other.getMessage(), help),
          e);
    }
    String why = e instanceof EOFException ? "it is cut short" : Trouble.firstLine(e);
    return new FeedException("can't read " + title() + ": " + why, e);
  }

  @Override
  public void close() {
    lines = null;
    if (stream != null && !isStandardInput()) {
      try {
        stream.close();
      } catch (IOException e) {
        throw unreadable(e);
      }
    }
    stream = null;
  }

  private JsonLines open(Consumer<String> notices) {
    try {
      stream = isStandardInput() ? System.in : new FileInputStream(path().toFile());
      lines = new JsonLines(new UpToDamage(Packing.unpack(stream), notices));
      return lines;
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private String command(NotJsonLinesException other) {
    return other.remedy().replace(" FILE", isStandardInput() ? "" : " " + name);
  }

  private boolean isStandardInput() {
    return name.equals("-");
  }

  private Path path() {
    Path path = Path.of(name);
    if (!Files.exists(path)) {
      throw new FeedException("no such file: " + name);
    }
    if (Files.isDirectory(path)) {
      throw new FeedException(name + " is a directory; name the recordings in it");
    }
    if (!Files.isReadable(path)) {
      throw new FeedException("can't read " + name + ": permission denied");
    }
    return path;
  }

  /** Ends where a packed recording is cut short or damaged, so that what comes before is kept. */
  private final class UpToDamage extends FilterInputStream {
    private final Consumer<String> notices;
    private boolean ended;

    UpToDamage(InputStream in, Consumer<String> notices) {
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
        damaged = true;
        notices.accept(title() + " is cut short or damaged; sent the lines before the damage");
        return -1;
      }
    }
  }
}
