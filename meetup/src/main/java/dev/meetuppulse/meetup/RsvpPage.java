package dev.meetuppulse.meetup;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A page of an event's RSVPs, last changed first.
 *
 * @param counts how many RSVPs with each response the event has
 * @param rows the valid RSVPs
 * @param cursors of all rows, also of those that are not
 * @param times when each row was last changed, ms since the epoch, as far as it says so
 * @param more whether there are further pages
 */
record RsvpPage(
    ResponseCounts counts,
    List<RsvpRow> rows,
    List<String> cursors,
    List<Long> times,
    boolean more) {
  private static final long TOLERANCE_MILLIS = 60_000;

  /** Numbers of RSVPs by response. */
  record ResponseCounts(long yes, long no, long waitlist) {
    static final ResponseCounts NONE = new ResponseCounts(0, 0, 0);

    ResponseCounts minus(ResponseCounts other) {
      return new ResponseCounts(yes - other.yes, no - other.no, waitlist - other.waitlist);
    }

    ResponseCounts plus(String response, int n) {
      return switch (response) {
        case "yes" -> new ResponseCounts(yes + n, no, waitlist);
        case "no" -> new ResponseCounts(yes, no + n, waitlist);
        default -> new ResponseCounts(yes, no, waitlist + n);
      };
    }
  }

  /**
   * When its newest row was last changed, ms since the epoch; 0 if no row says so. A time that is
   * yet to come says nothing about what is known.
   */
  long newest(long now) {
    return times.stream()
        .mapToLong(Long::longValue)
        .filter(time -> time <= now + TOLERANCE_MILLIS)
        .max()
        .orElse(0);
  }

  /** When its last row was last changed, ms since the epoch; 0 if no row says so. */
  long oldest() {
    return times.isEmpty() ? 0 : times.get(times.size() - 1);
  }

  /** Reads an event's {@code rsvps}. */
  static RsvpPage of(JsonNode rsvps) {
    List<RsvpRow> rows = new ArrayList<>();
    List<String> cursors = new ArrayList<>();
    List<Long> times = new ArrayList<>();
    for (JsonNode edge : rsvps.path("edges")) {
      cursors.add(edge.path("cursor").asText());
      RsvpRow.of(edge.path("node")).ifPresent(rows::add);
      long time = RsvpRow.time(edge.path("node").path("updated"));
      if (time > 0) {
        times.add(time);
      }
    }
    ResponseCounts counts =
        new ResponseCounts(
            rsvps.path("yesCount").asLong(),
            rsvps.path("noCount").asLong(),
            rsvps.path("waitlistCount").asLong());
    return new RsvpPage(
        counts, rows, cursors, times, rsvps.path("pageInfo").path("hasNextPage").asBoolean());
  }
}
