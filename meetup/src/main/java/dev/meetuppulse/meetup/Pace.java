package dev.meetuppulse.meetup;

import java.time.Duration;

/**
 * How often each kind of event is asked, so that a budget is enough: the quiet give way to those
 * that move, which leave them two fifths at least.
 *
 * @param every between two looks at a moving event, ms
 * @param near between two looks at an event that is near, ms
 * @param sweep between two searches for upcoming events, which look at all of them, ms
 */
public record Pace(long every, long near, long sweep) {
  private static final double MINUTE = 60_000;

  /** Part of the points that is planned; the rest is for reading answers and for retries. */
  private static final double PLANNED = 0.85;

  private static final double MOVING_SHARE = 0.6;
  private static final int NEAR_FACTOR = 6;
  private static final int SWEEP_FACTOR = 10;

  /**
   * The number of events to ask, and the cost of a search.
   *
   * @param moving events with answers within the hour
   * @param near events within a day, without
   * @param sweepPoints what one search for upcoming events costs
   */
  public record PollLoad(int moving, int near, int sweepPoints) {}

  /**
   * @param every the shortest time between two looks at an event
   * @param points that may be used in 60 s
   */
  public static Pace of(Duration every, PollLoad load, int points) {
    double usable = points * PLANNED;
    double shortest = every.toMillis();
    double moving = load.moving() * MINUTE / shortest;
    double movingPoints = Math.min(moving, usable * MOVING_SHARE);
    double rest =
        load.near() * MINUTE / (shortest * NEAR_FACTOR)
            + load.sweepPoints() * MINUTE / (shortest * SWEEP_FACTOR);
    double stretch = Math.max(1, rest / (usable - movingPoints));
    return new Pace(
        (long) (shortest * Math.max(1, moving / Math.max(1, movingPoints))),
        (long) (shortest * NEAR_FACTOR * stretch),
        (long) (shortest * SWEEP_FACTOR * stretch));
  }

  /**
   * The usual pace for a number of upcoming events: a twentieth of them move, a tenth are near.
   *
   * @param every the shortest time between two looks at an event
   */
  public static Pace usual(int events, Duration every, int points) {
    return of(every, new PollLoad(events / 20, events / 10, Sweep.points(events)), points);
  }

  /** Time between two looks at an event, ms. */
  long interval(WatchedEvent.Tier tier) {
    return switch (tier) {
      case MOVING -> every;
      case NEAR -> near;
      // Each search looks at it; this is for one that searches miss.
      case QUIET -> 2 * sweep;
    };
  }
}
