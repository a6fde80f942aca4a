package dev.meetuppulse.meetup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.meetuppulse.core.source.Trouble;
import dev.meetuppulse.feed.FeedException;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The points of the last minute, in a file beside the state: a feed that is killed and started
 * again goes on with what is left of them. Each line is written before its request is sent: the
 * wall clock, ms since the epoch, and the points.
 */
final class PointFile implements AutoCloseable {
  private static final long KEPT_MILLIS = 60_000;
  private static final int MOST_LINES = 10_000;

  private final Path path;
  private final LongSupplier wall;
  private final List<SpentPoints> lines;
  private Writer log;

  /**
   * Points of an earlier request.
   *
   * @param agoMillis how long ago it was answered at the latest
   */
  record EarlierRequest(int points, long agoMillis) {}

  private record SpentPoints(long at, int points) {
    @Override
    public String toString() {
      return at + " " + points + "\n";
    }
  }

  private PointFile(Path path, LongSupplier wall, List<SpentPoints> lines) {
    this.path = path;
    this.wall = wall;
    this.lines = lines;
  }

  /**
   * Opens the file that belongs to a state file, or creates it.
   *
   * @param wall the wall clock, ms since the epoch
   * @throws FeedException if it can't be written
   */
  static PointFile open(Path state, LongSupplier wall) {
    Path path = state.resolveSibling(state.getFileName() + ".points");
    try {
      PointFile file =
          new PointFile(path, wall, Files.exists(path) ? read(path) : new ArrayList<>());
      file.rewrite();
      return file;
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  /**
   * The requests of the last minute. One was answered before the next was sent; the last may still
   * be on its way.
   */
  List<EarlierRequest> requests() {
    long now = wall.getAsLong();
    List<EarlierRequest> requests = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      long answered = i + 1 < lines.size() ? lines.get(i + 1).at() : now;
      requests.add(new EarlierRequest(lines.get(i).points(), Math.max(0, now - answered)));
    }
    return requests;
  }

  /**
   * Notes a request that will be sent.
   *
   * @throws FeedException if the file can't be written
   */
  void spend(int points) {
    SpentPoints line = new SpentPoints(wall.getAsLong(), points);
    lines.add(line);
    try {
      if (lines.size() > MOST_LINES) {
        rewrite();
      } else {
        log.write(line.toString());
        log.flush();
      }
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  @Override
  public void close() {
    try {
      log.close();
    } catch (IOException e) {
      throw unwritable(path, e);
    }
  }

  /** Lines as far as they can be read: the last may have been cut by the process's end. */
  private static List<SpentPoints> read(Path path) throws IOException {
    List<SpentPoints> lines = new ArrayList<>();
    for (String text : Files.readString(path, UTF_8).split("\n")) {
      if (text.matches("\\d{1,15} \\d{1,6}")) {
        String[] parts = text.split(" ");
        lines.add(new SpentPoints(Long.parseLong(parts[0]), Integer.parseInt(parts[1])));
      }
    }
    return lines;
  }

  private void rewrite() throws IOException {
    long since = wall.getAsLong() - KEPT_MILLIS;
    while (lines.size() > 1 && lines.get(1).at() < since) {
      lines.remove(0);
    }
    Path next = path.resolveSibling(path.getFileName() + ".next");
    StringBuilder text = new StringBuilder();
    lines.forEach(text::append);
    Files.writeString(next, text, UTF_8);
    if (log != null) {
      log.close();
    }
    Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    log = Files.newBufferedWriter(path, UTF_8, StandardOpenOption.APPEND);
  }

  private static FeedException unwritable(Path path, IOException e) {
    return new FeedException(
        "can't note the points that are used in "
            + path
            + " ("
            + Trouble.firstLine(e)
            + "); set meetup.state-file",
        e);
  }
}
