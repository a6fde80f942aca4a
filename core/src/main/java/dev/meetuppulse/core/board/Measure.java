package dev.meetuppulse.core.board;

import dev.meetuppulse.core.window.Counts;
import dev.meetuppulse.core.window.Totals;
import java.util.Locale;

/** The number by which rows are ranked. */
public enum Measure {
  /** RSVPs that count. */
  RSVPS,
  /** People: 1 + guests over the yes. */
  GOING;

  /** Its name in the API. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  long of(Counts counts) {
    return this == GOING ? counts.going() : counts.rsvps();
  }

  long of(Totals totals, int number) {
    return this == GOING ? totals.going(number) : totals.rsvps(number);
  }
}
