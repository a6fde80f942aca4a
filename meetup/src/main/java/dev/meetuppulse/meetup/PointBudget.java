package dev.meetuppulse.meetup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Keeps to a number of points in any 60 s, and spends them evenly.
 *
 * <p>A request's points are taken when it is sent and come back 60 s after its response, so
 * whenever the server counted them, no 60 s of its time hold more. What a query costs is not
 * published: when the server says that it was too much, the budget shrinks by a quarter, and grows
 * back by a twentieth in each minute without. Times are in ms of a clock that is never set: see
 * {@link ServerClock#ticks}.
 */
final class PointBudget {
  private static final long WINDOW_MILLIS = 60_000;
  private static final long BURST_MILLIS = 10_000;
  private static final double BURST_SHARE = 0.25;
  private static final double SHRINK = 0.75;
  private static final double SMALLEST = 0.2;
  private static final double GROW = 0.05;

  private final int most;
  private final List<Request> recent = new ArrayList<>();
  private Optional<PointFile> log = Optional.empty();
  private double share = 1;
  private long changed;
  private long heldUntil;
  private double lifeMillis = 1;

  static final class Request {
    private final int points;
    private final long asked;
    private long answered = Long.MAX_VALUE;

    private Request(int points, long asked) {
      this.points = points;
      this.asked = asked;
    }

    /** The response has arrived, or never will. */
    void answered(long now) {
      answered = now;
    }

    private boolean isWithin(long now, long window) {
      return answered == Long.MAX_VALUE || answered > now - window;
    }
  }

  PointBudget(int most) {
    this.most = most;
  }

  /** Points of a query that always fits. */
  int largestQuery() {
    return (int) Math.max(1, most * SMALLEST * BURST_SHARE);
  }

  /** How long to wait until there is room, ms. */
  long waitFor(int points, long now) {
    recent.removeIf(spent -> !spent.isWithin(now, WINDOW_MILLIS));
    double limit = limit(now);
    long wait = Math.max(0, heldUntil - now);
    wait = Math.max(wait, waitFor(points, now, WINDOW_MILLIS, limit));
    return Math.max(wait, waitFor(points, now, BURST_MILLIS, limit * BURST_SHARE));
  }

  /**
   * Goes on from what an earlier process used, and notes what this one uses.
   *
   * @param speed seconds of the clock per real second
   */
  void resume(PointFile file, long now, double speed) {
    for (PointFile.EarlierRequest earlier : file.requests()) {
      long then = now - (long) (earlier.agoMillis() * speed);
      spend(earlier.points(), then).answered(then);
    }
    heldUntil = now + (long) (file.heldMillis() * speed);
    lifeMillis = 1 / speed;
    log = Optional.of(file);
  }

  Request spend(int points, long now) {
    log.ifPresent(file -> file.spend(points));
    Request spent = new Request(points, now);
    recent.add(spent);
    return spent;
  }

  /**
   * Reacts to a refusal: shrinks the budget and spends nothing until the server may be asked again.
   */
  void refused(long until, long now) {
    share = Math.max(SMALLEST, share * SHRINK);
    changed = now;
    heldUntil = Math.max(heldUntil, until);
    log.ifPresent(file -> file.hold((long) ((heldUntil - now) * lifeMillis)));
  }

  /** Points taken in the last 60 s. */
  int used(long now) {
    return sum(spent -> spent.asked > now - WINDOW_MILLIS ? spent.points : 0);
  }

  /** Points that may currently be used in 60 s. */
  int limit(long now) {
    if (share < 1 && now - changed >= WINDOW_MILLIS) {
      share = Math.min(1, share + GROW * Math.floorDiv(now - changed, WINDOW_MILLIS));
      changed = now;
    }
    return (int) Math.max(1, most * share);
  }

  private long waitFor(int points, long now, long window, double limit) {
    int used = sum(spent -> spent.isWithin(now, window) ? spent.points : 0);
    if (used == 0 || used + points <= limit) {
      return 0;
    }
    long wait = window;
    for (Request spent : recent) {
      if (spent.isWithin(now, window) && spent.answered != Long.MAX_VALUE) {
        wait = Math.min(wait, spent.answered + window - now);
      }
    }
    return Math.max(1, wait);
  }

  private int sum(ToIntFunction<Request> value) {
    return recent.stream().mapToInt(value).sum();
  }
}
