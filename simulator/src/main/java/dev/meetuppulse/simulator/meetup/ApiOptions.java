package dev.meetuppulse.simulator.meetup;

import java.time.Duration;
import java.util.Set;

/**
 * Options of the mock Meetup API.
 *
 * @param seed one seed, one world
 * @param groups groups of the network
 * @param events upcoming events at any time
 * @param rsvpsPerHour new and changed RSVPs an hour of the world's time, over all events
 * @param pace how the world's time runs
 * @param points what may be used in 60 s of the world's time
 * @param faults how it misbehaves
 */
public record ApiOptions(
    long seed,
    int groups,
    int events,
    double rsvpsPerHour,
    WorldTime pace,
    int points,
    Set<ApiFault> faults) {

  /**
   * How the world's time runs. At speed 1 it is real time; else it stays at the start until the
   * first token is handed out.
   *
   * @param start of the world, ms since the epoch
   * @param speed simulated seconds per real second
   * @param length after which no RSVP comes or changes any more, in the world's time
   */
  public record WorldTime(long start, double speed, Duration length) {
    /** When the last RSVP may change. */
    long end() {
      return start + length.toMillis();
    }
  }

  /**
   * @throws IllegalArgumentException saying what is allowed
   */
  public ApiOptions {
    check(groups >= 1 && groups <= 10_000, "groups must be 1 to 10000");
    check(
        events >= groups && events <= 200_000, "events must be at least one per group, to 200000");
    check(rsvpsPerHour > 0 && rsvpsPerHour <= 1e6, "RSVPs an hour must be above 0, to 1000000");
    check(pace.speed() >= 1 && pace.speed() <= 1000, "the speed must be 1 to 1000");
    check(points >= 10, "points must be 10 or more");
  }

  boolean has(ApiFault fault) {
    return faults.contains(fault);
  }

  private static void check(boolean fine, String allowed) {
    if (!fine) {
      throw new IllegalArgumentException(allowed);
    }
  }
}
