package dev.meetuppulse.simulator.meetup;

import dev.meetuppulse.simulator.SplitMix;

/** Injects the configured API faults into responses; never changes the world. Thread safe. */
final class FaultInjector {
  private static final double NULL_GROUP = 0.02;
  private static final double NULL_EVENT = 0.01;
  private static final double MISSING_ROW = 0.03;
  private static final double SLOW = 0.01;
  private static final double CUT = 0.01;
  private static final double PAGES = 0.5;
  private static final double WRONG_DATE = 0.005;
  private static final int PAGES_IN_A_ROW = 2;
  private static final int ONE_EVENT_IN = 20;
  private static final int NO_POISON = -1;
  private static final long DAY_MILLIS = 86_400_000;

  /**
   * Ends hours before the attendance of the first events is marked: until then a reader must have
   * had each row as it was answered.
   */
  private static final long MAX_POISON_MILLIS = 2 * 3_600_000;

  private static final int MISSING_MILLIS = 60_000;
  private static final int SLOWEST_MILLIS = 10_000;

  private final ApiOptions options;
  private final SplitMix random;
  private int pages;

  FaultInjector(ApiOptions options) {
    this.options = options;
    this.random = SplitMix.of(options.seed(), 14);
  }

  boolean losesGroup() {
    return happens(ApiFault.NULLS, NULL_GROUP);
  }

  boolean losesEvent() {
    return happens(ApiFault.NULLS, NULL_EVENT);
  }

  /** True if a query that asks for an event by its id is not answered. */
  boolean refuses(ApiEvent event, long now) {
    return poison(event, now) == 0;
  }

  /** True if there is no event at its id. */
  boolean hides(ApiEvent event, long now) {
    return poison(event, now) == 1;
  }

  /** True if the token server answers with a page, as a proxy does. */
  synchronized boolean answersWithAPage(boolean refresh) {
    if (refresh && happens(ApiFault.TOKENSERVER, PAGES)) {
      pages = PAGES_IN_A_ROW;
    }
    boolean page = pages > 0;
    pages = Math.max(0, pages - 1);
    return page;
  }

  /** How wrong the date of an answer is, ms. */
  synchronized long dateError() {
    boolean wrong = happens(ApiFault.DATES, WRONG_DATE);
    return wrong ? (random.chance(0.5) ? DAY_MILLIS : -DAY_MILLIS) : 0;
  }

  boolean cuts() {
    return happens(ApiFault.CUTS, CUT);
  }

  /** True for a cut within an answer, else before it. */
  synchronized boolean cutsWithin() {
    return random.chance(0.5);
  }

  /** How long an answer takes, ms of the world's time. */
  synchronized long slowness() {
    return options.has(ApiFault.SLOW) && random.chance(SLOW) ? random.nextInt(SLOWEST_MILLIS) : 0;
  }

  /** How many more rows an event claims to have. */
  int moreInTotal(ApiEvent event) {
    return options.has(ApiFault.TOTALS) ? Math.floorMod(event.token().hashCode(), 6) : 0;
  }

  /** May make one row of an event miss for a while. */
  synchronized void hideARow(ApiEvent event, long now) {
    if (!event.rsvps().isEmpty() && happens(ApiFault.SHIFTS, MISSING_ROW)) {
      ApiRsvp rsvp = event.rsvps().get(random.nextInt(event.rsvps().size()));
      rsvp.hideUntil(now + random.nextInt(MISSING_MILLIS));
    }
  }

  private int poison(ApiEvent event, long now) {
    long lasts = Math.min(MAX_POISON_MILLIS, options.pace().length().toMillis() / 2);
    boolean ended = now - options.pace().start() > lasts;
    return ended || !options.has(ApiFault.POISON)
        ? NO_POISON
        : Math.floorMod(SplitMix.mix(event.token().hashCode()), ONE_EVENT_IN);
  }

  private synchronized boolean happens(ApiFault fault, double probability) {
    return options.has(fault) && random.chance(probability);
  }
}
