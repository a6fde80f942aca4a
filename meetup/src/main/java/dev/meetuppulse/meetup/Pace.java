package dev.meetuppulse.meetup;

import java.time.Duration;

/**
 * How often events are polled within a budget. Searches poll all events: a search row costs 1/25 of
 * a point, a direct poll of an event a whole one. Where a search can't be repeated as often as
 * moving events should be polled, direct polls of those that move, and of those that are likely to,
 * come in between.
 *
 * @param moving between two looks at a moving event, ms
 * @param likely between two looks at an event that is likely to move, ms
 * @param search between two searches, ms
 * @param facts between two searches that also ask what the events are, ms
 */
public record Pace(long moving, long likely, long search, long facts) {
  private static final double MINUTE = 60_000;

  /** Part of the points that is planned; the rest is for reading RSVPs and for retries. */
  private static final double PLANNED = 0.8;

  private static final double FACTS_SHARE = 0.1;
  private static final double MOVING_SHARE = 0.4;
  private static final double LIKELY_SHARE = 0.2;
  private static final double FACTS_EVERY = 60 * MINUTE;
  private static final int LIKELY_FACTOR = 6;

  /** A direct look that comes little before the next search gains little. */
  private static final double WORTH_IT = 1.5;

  /**
   * The number of events, and the cost of a search.
   *
   * @param moving events with two RSVPs within the hour
   * @param likely other events that are looked at more often than the rest
   * @param searchPoints what a search costs
   * @param factsPoints what a search costs that also asks what the events are
   */
  public record PollLoad(int moving, int likely, int searchPoints, int factsPoints) {}

  /**
   * @param every the shortest time between two looks at an event
   * @param points that may be used in 60 s
   */
  public static Pace of(Duration every, PollLoad load, int points) {
    double shortest = every.toMillis();
    double usable = points * PLANNED;
    double facts = Math.max(FACTS_EVERY, interval(load.factsPoints(), usable * FACTS_SHARE));
    usable -= load.factsPoints() * MINUTE / facts;
    double alone = Math.max(shortest, interval(load.searchPoints(), usable));
    double moving = Math.max(shortest, interval(load.moving(), usable * MOVING_SHARE));
    if (alone <= WORTH_IT * moving) {
      return pace(WORTH_IT * alone, WORTH_IT * alone, alone, facts);
    }
    double rest = usable - load.moving() * MINUTE / moving;
    double search = interval(load.searchPoints(), rest);
    double likely =
        Math.max(LIKELY_FACTOR * shortest, interval(load.likely(), usable * LIKELY_SHARE));
    if (search <= WORTH_IT * likely) {
      return pace(moving, WORTH_IT * search, search, facts);
    }
    rest -= load.likely() * MINUTE / likely;
    return pace(moving, likely, interval(load.searchPoints(), rest), facts);
  }

  /**
   * The usual pace for a number of a network's upcoming events: one in fifty moves, one in seven is
   * likely to.
   *
   * @param every the shortest time between two looks at an event
   */
  public static Pace usual(int events, Duration every, int points) {
    return usual(events, SearchCost.ofNetwork(events), every, points);
  }

  /** The usual pace for a number of groups, with seven upcoming events each. */
  public static Pace ofGroups(int groups, Duration every, int points) {
    return usual(7 * groups, SearchCost.ofGroups(groups), every, points);
  }

  private static Pace usual(int events, SearchCost cost, Duration every, int points) {
    PollLoad load = new PollLoad(events / 50, events / 7, cost.points(), cost.factsPoints());
    return of(every, load, points);
  }

  /** The longest time between two looks at a moving event, ms: searches look at it too. */
  public long atMoving() {
    return Math.min(moving, search);
  }

  /** Time between two direct looks at an event, ms. */
  long interval(WatchedEvent.Tier tier) {
    return switch (tier) {
      case MOVING -> moving;
      case LIKELY -> likely;
      // Each search looks at it; this is for one that searches miss.
      case QUIET -> 2 * search + likely;
    };
  }

  private static Pace pace(double moving, double likely, double search, double facts) {
    return new Pace((long) moving, (long) likely, (long) search, (long) facts);
  }

  /** Time between two requests of this cost, ms, if they may use that many points in 60 s. */
  private static double interval(int cost, double points) {
    return cost * MINUTE / points;
  }
}
