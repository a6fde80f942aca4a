package dev.meetuppulse.meetup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.meetuppulse.feed.FeedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private final AppendedFile file;
  private final LongSupplier wall;
  private final List<SpentPoints> spent;

  /**
   * Points of an earlier request.
   *
   * @param agoMillis how long ago it was answered at the latest
   */
  record EarlierRequest(int points, long agoMillis) {}

  private record SpentPoints(long at, int points) {
    String line() {
      return at + " " + points;
    }
  }

  private PointFile(Path path, LongSupplier wall, List<SpentPoints> spent) {
    this.file = new AppendedFile(path);
    this.wall = wall;
    this.spent = spent;
    compact();
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
      return new PointFile(path, wall, Files.exists(path) ? read(path) : new ArrayList<>());
    } catch (IOException e) {
      throw AppendedFile.unwritable(path, e);
    }
  }

  /**
   * The requests of the last minute. One was answered before the next was sent; the last may still
   * be on its way.
   */
  List<EarlierRequest> requests() {
    long now = wall.getAsLong();
    List<EarlierRequest> requests = new ArrayList<>();
    for (int i = 0; i < spent.size(); i++) {
      long answered = i + 1 < spent.size() ? spent.get(i + 1).at() : now;
      requests.add(new EarlierRequest(spent.get(i).points(), Math.max(0, now - answered)));
    }
    return requests;
  }

  /**
   * Notes a request that will be sent.
   *
   * @throws FeedException if the file can't be written
   */
  void spend(int points) {
    SpentPoints now = new SpentPoints(wall.getAsLong(), points);
    spent.add(now);
    if (spent.size() > MOST_LINES) {
      compact();
    } else {
      file.append(List.of(now.line()));
    }
  }

  @Override
  public void close() {
    file.close();
  }

  /** Lines as far as they can be read: the last may have been cut by the process's end. */
  private static List<SpentPoints> read(Path path) throws IOException {
    List<SpentPoints> spent = new ArrayList<>();
    for (String text : Files.readString(path, UTF_8).split("\n")) {
      if (text.matches("\\d{1,15} \\d{1,6}")) {
        String[] parts = text.split(" ");
        spent.add(new SpentPoints(Long.parseLong(parts[0]), Integer.parseInt(parts[1])));
      }
    }
    return spent;
  }

  private void compact() {
    long since = wall.getAsLong() - KEPT_MILLIS;
    while (spent.size() > 1 && spent.get(1).at() < since) {
      spent.remove(0);
    }
    file.replace(spent.stream().map(SpentPoints::line).toList());
  }
}
