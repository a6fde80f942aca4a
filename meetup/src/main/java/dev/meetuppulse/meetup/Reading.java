package dev.meetuppulse.meetup;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One read of an event's RSVPs, page after page. Pages are cut by row numbers, so they shift when
 * an RSVP comes or goes meanwhile: each page begins a few rows before the end of the last, and if
 * none of those come again the read starts again.
 */
final class Reading {
  private static final int OVERLAP_ROWS = 3;
  private static final int MAX_RESTARTS = 3;
  private static final int MAX_PAGES = 500;

  private final boolean full;
  private String after;
  private Set<Long> lastPage = Set.of();
  private long newest;
  private int pages;
  private int restarts;

  /**
   * @param full whether to go on to the last page, else to known RSVPs
   */
  Reading(boolean full) {
    this.full = full;
  }

  boolean isFull() {
    return full;
  }

  /** Where the next page begins; null for the first. */
  String after() {
    return after;
  }

  /** When the newest row was changed that this read has seen, ms since the epoch. */
  long newest() {
    return newest;
  }

  void read(RsvpPage page, long now) {
    newest = Math.max(newest, page.newest(now));
    Set<Long> ids = new HashSet<>();
    page.rows().forEach(row -> ids.add(row.id()));
    // Pages of one row do not overlap.
    boolean gap =
        after != null && lastPage.size() > 1 && lastPage.stream().noneMatch(ids::contains);
    if (gap && restarts < MAX_RESTARTS) {
      restarts++;
      after = null;
      lastPage = Set.of();
    } else {
      after = next(page.cursors());
      lastPage = ids;
    }
    pages++;
  }

  /** A list without an end is abandoned. */
  boolean isTooLong() {
    return pages >= MAX_PAGES;
  }

  private String next(List<String> cursors) {
    if (cursors.isEmpty()) {
      return after;
    }
    String overlapping = cursors.get(Math.max(0, cursors.size() - 1 - OVERLAP_ROWS));
    return overlapping.equals(after) ? cursors.get(cursors.size() - 1) : overlapping;
  }
}
