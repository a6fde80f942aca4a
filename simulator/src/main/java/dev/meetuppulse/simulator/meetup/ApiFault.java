package dev.meetuppulse.simulator.meetup;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A way in which the API misbehaves, as the real one was seen to. */
public enum ApiFault {
  /** Rows of an RSVP list come late, or are missing for a while, so that pages shift. */
  SHIFTS,
  /** {@code totalCount} is larger than the number of edges. */
  TOTALS,
  /** Groups and events are null: some always, others in one answer. */
  NULLS,
  /** The {@code Event.id} of an instance of a series changes; the old one may be another's. */
  SERIES,
  /** Network events: one record for each group. */
  NETWORK,
  /** Online venues, and groups that have no city. */
  ONLINE,
  /** HTTP 429 and {@code RATE_LIMITED}, as if others used the same budget. */
  THROTTLE,
  /** Access tokens are revoked before they expire. */
  TOKENS,
  /** Some answers take seconds. */
  SLOW,
  /** Some connections are cut before or within the answer. */
  CUTS,
  /**
   * For the first 2 h of the world's time, or half of it if that is less, some events, asked for by
   * id, lead to a 500 or to null.
   */
  POISON,
  /** The token server answers with a page now and then where a token is refreshed. */
  TOKENSERVER,
  /** Some answers say that they are of the day before or after. */
  DATES;

  /**
   * Reads a list such as {@code slow,cuts}; {@code all} or {@code none}.
   *
   * @throws IllegalArgumentException naming the ones there are
   */
  public static Set<ApiFault> parse(String list) {
    if (list.equals("all")) {
      return EnumSet.allOf(ApiFault.class);
    }
    EnumSet<ApiFault> faults = EnumSet.noneOf(ApiFault.class);
    if (!list.equals("none")) {
      for (String name : list.split(",")) {
        faults.add(one(name.trim()));
      }
    }
    return faults;
  }

  private static ApiFault one(String name) {
    return Arrays.stream(values())
        .filter(fault -> fault.id().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown fault '" + name + "'; allowed: all, none, or some of " + ids()));
  }

  private static String ids() {
    return Arrays.stream(values()).map(ApiFault::id).collect(Collectors.joining(","));
  }

  private String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
