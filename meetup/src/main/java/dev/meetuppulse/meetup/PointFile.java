package dev.meetuppulse.meetup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.meetuppulse.feed.FeedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The points that an account used in the last minute, in a file: a feed that is killed and started
 * again goes on with what is left of them. Each line is written before its request is sent: the
 * wall clock, ms since the epoch, and the points; of the last one of an earlier process also when
 * it was answered at the latest; or {@code hold} and until when nothing is to be sent.
 */
final class PointFile implements AutoCloseable {
  private static final long KEPT_MILLIS = 60_000;
  private static final int MAX_LINES = 10_000;
  private static final String HOLD = "hold ";

  /** More than any refusal asks for: the clock was set back since. */
  private static final long LONGEST_HOLD_MILLIS = Duration.ofMinutes(11).toMillis();

  private final AppendedFile file;
  private final Optional<FileChannel> lock;
  private final LongSupplier wall;
  private final long longestResponse;
  private final List<SpentPoints> spent = new ArrayList<>();
  private long heldUntil;

  /**
   * Points of an earlier request.
   *
   * @param agoMillis how long ago it was answered at the latest; negative if it may still be
   */
  record EarlierRequest(int points, long agoMillis) {}

  /**
   * A line.
   *
   * @param answered when at the latest; 0 if it was before the next was sent
   */
  private record SpentPoints(long at, int points, long answered) {
    String line() {
      return at + " " + points + (answered == 0 ? "" : " " + answered);
    }
  }

  private PointFile(Path path, Optional<FileChannel> lock, LongSupplier wall, long longestResponse)
      throws IOException {
    this.file = new AppendedFile(path);
    this.lock = lock;
    this.wall = wall;
    this.longestResponse = longestResponse;
    if (Files.exists(path)) {
      read(path);
    }
    compact();
  }

  /**
   * Opens the file of an account, or creates it; if another feed has it, the one of a state.
   *
   * @param account the account's file
   * @param state a state file, which only this feed has
   * @param wall the wall clock, ms since the epoch
   * @param longestResponse how long a response is waited for, ms
   * @throws FeedException if it can't be written
   */
  static PointFile open(
      Path account, Path state, LongSupplier wall, long longestResponse, Notices notices) {
    try {
      Optional<FileChannel> lock = AppendedFile.lock(account);
      if (lock.isPresent()) {
        return new PointFile(account, lock, wall, longestResponse);
      }
      notices.say("another feed uses this account's points; give each a part by meetup.points");
      return new PointFile(
          state.resolveSibling(state.getFileName() + ".points"),
          Optional.empty(),
          wall,
          longestResponse);
    } catch (IOException e) {
      throw AppendedFile.unwritable(account, e);
    }
  }

  List<EarlierRequest> requests() {
    long now = wall.getAsLong();
    List<EarlierRequest> requests = new ArrayList<>();
    for (int i = 0; i < spent.size(); i++) {
      // Where the clock was set back since, nothing waits until it has caught up.
      long ago = Math.max(-longestResponse, now - answered(i));
      requests.add(new EarlierRequest(spent.get(i).points(), ago));
    }
    return requests;
  }

  /**
   * One was answered before the next was sent. The last one of a process that was killed may still
   * be on its way when the next process starts, and take as long as a response may.
   */
  private long answered(int i) {
    SpentPoints request = spent.get(i);
    if (request.answered() > 0) {
      return request.answered();
    }
    return i + 1 < spent.size() ? spent.get(i + 1).at() : request.at() + longestResponse;
  }

  /** How much longer nothing is to be sent, ms. */
  long heldMillis() {
    return Math.max(0, Math.min(LONGEST_HOLD_MILLIS, heldUntil - wall.getAsLong()));
  }

  /**
   * A request will be sent.
   *
   * @throws FeedException if the file can't be written
   */
  void spend(int points) {
    SpentPoints now = new SpentPoints(wall.getAsLong(), points, 0);
    spent.add(now);
    if (spent.size() > MAX_LINES) {
      compact();
    } else {
      file.append(List.of(now.line()));
    }
  }

  /** Forbids requests for {@code millis} of real time. */
  void hold(long millis) {
    heldUntil = wall.getAsLong() + millis;
    file.append(List.of(HOLD + heldUntil));
  }

  @Override
  public void close() {
    file.close();
    try {
      if (lock.isPresent()) {
        lock.get().close();
      }
    } catch (IOException e) {
      // The process's end unlocks it.
    }
  }

  /** Lines as far as they can be read: the last may have been cut by the process's end. */
  private void read(Path path) throws IOException {
    for (String text : Files.readString(path, UTF_8).split("\n")) {
      if (text.matches("\\d{1,15} \\d{1,6}( \\d{1,15})?")) {
        String[] parts = text.split(" ");
        long answered = parts.length > 2 ? Long.parseLong(parts[2]) : 0;
        spent.add(new SpentPoints(Long.parseLong(parts[0]), Integer.parseInt(parts[1]), answered));
      } else if (text.matches(HOLD + "\\d{1,15}")) {
        heldUntil = Long.parseLong(text.substring(HOLD.length()));
      }
    }
    if (!spent.isEmpty()) {
      int last = spent.size() - 1;
      SpentPoints request = spent.get(last);
      spent.set(last, new SpentPoints(request.at(), request.points(), answered(last)));
    }
  }

  private void compact() {
    long since = wall.getAsLong() - KEPT_MILLIS;
    while (!spent.isEmpty() && answered(0) < since) {
      spent.remove(0);
    }
    List<String> lines = new ArrayList<>(spent.stream().map(SpentPoints::line).toList());
    if (heldMillis() > 0) {
      lines.add(HOLD + heldUntil);
    }
    file.replace(lines);
  }
}
