package dev.meetuppulse.meetup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.meetuppulse.feed.FeedException;
import java.io.IOException;
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
 * wall clock, ms since the epoch, and the points; or {@code hold} and until when nothing is to be
 * sent.
 */
final class PointFile implements PointBudget.SpendingLog, AutoCloseable {
  private static final long KEPT_MILLIS = 60_000;
  private static final int MOST_LINES = 10_000;
  private static final String HOLD = "hold ";

  /** More than any refusal asks for: the clock was set back since. */
  private static final long LONGEST_HOLD_MILLIS = Duration.ofMinutes(11).toMillis();

  private final AppendedFile file;
  private final Optional<ProcessLock> lock;
  private final LongSupplier wall;
  private final List<SpentPoints> spent = new ArrayList<>();
  private long heldUntil;

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

  private PointFile(Path path, Optional<ProcessLock> lock, LongSupplier wall) throws IOException {
    this.file = new AppendedFile(path);
    this.lock = lock;
    this.wall = wall;
    if (Files.exists(path)) {
      read(path);
    }
    compact();
  }

  /**
   * Opens the file of an account, or creates it; if another feed has it, the one of a state.
   *
   * @param account the account's file
   * @param state a state file, which is this feed's alone
   * @param wall the wall clock, ms since the epoch
   * @throws FeedException if it can't be written
   */
  static PointFile open(Path account, Path state, LongSupplier wall, Notices notices) {
    try {
      Optional<ProcessLock> lock = ProcessLock.of(account);
      if (lock.isPresent()) {
        return new PointFile(account, lock, wall);
      }
      notices.say("another feed uses this account's points; give each a part by meetup.points");
      return new PointFile(
          state.resolveSibling(state.getFileName() + ".points"), Optional.empty(), wall);
    } catch (IOException e) {
      throw AppendedFile.unwritable(account, e);
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

  /** How much longer nothing is to be sent, ms. */
  long heldMillis() {
    return Math.max(0, Math.min(LONGEST_HOLD_MILLIS, heldUntil - wall.getAsLong()));
  }

  @Override
  public void spend(int points) {
    SpentPoints now = new SpentPoints(wall.getAsLong(), points);
    spent.add(now);
    if (spent.size() > MOST_LINES) {
      compact();
    } else {
      file.append(List.of(now.line()));
    }
  }

  @Override
  public void hold(long millis) {
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
      if (text.matches("\\d{1,15} \\d{1,6}")) {
        String[] parts = text.split(" ");
        spent.add(new SpentPoints(Long.parseLong(parts[0]), Integer.parseInt(parts[1])));
      } else if (text.matches(HOLD + "\\d{1,15}")) {
        heldUntil = Long.parseLong(text.substring(HOLD.length()));
      }
    }
  }

  private void compact() {
    long since = wall.getAsLong() - KEPT_MILLIS;
    while (spent.size() > 1 && spent.get(1).at() < since) {
      spent.remove(0);
    }
    List<String> lines = new ArrayList<>(spent.stream().map(SpentPoints::line).toList());
    if (heldMillis() > 0) {
      lines.add(HOLD + heldUntil);
    }
    file.replace(lines);
  }
}
