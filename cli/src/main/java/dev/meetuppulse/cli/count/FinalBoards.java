package dev.meetuppulse.cli.count;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.util.List;
import java.util.Map;

/**
 * The result of a count, in the form that is printed.
 *
 * @param clock the largest {@code mtime} of all valid records, ms since the epoch
 * @param records record counts by name
 * @param invalidReasons invalid records by the rule they broke
 * @param boards rows by dimension and window, the first rank first
 * @param accuracy how exact each of these boards is
 * @param trending what rises as of the clock, then the topics that are nearest to it
 */
public record FinalBoards(
    long clock,
    Map<String, Long> records,
    Map<String, Long> invalidReasons,
    Map<String, Map<String, List<BoardLine>>> boards,
    Map<String, Map<String, BoardAccuracy>> accuracy,
    List<Trending> trending) {

  /**
   * How exact a board is.
   *
   * @param exact true if every row is exact
   * @param shortBy RSVPs by which any row may be short, at most
   * @param unlisted RSVPs in the window that are on no row because memory is bounded
   */
  public record BoardAccuracy(boolean exact, long shortBy, long unlisted) {

    /** Lines that say how inexact the board is; empty if it is exact. */
    String words() {
      if (exact) {
        return "";
      }
      return (shortBy > 0 ? "    any row may be short by up to " + shortBy + " RSVPs\n" : "")
          + (unlisted > 0 ? "    " + unlisted + " RSVPs count on keys without a row\n" : "");
    }
  }

  public record BoardLine(String key, String label, long rsvps, long yes, long no, long going) {}

  /**
   * Something that comes more often than it should.
   *
   * @param rising false if chance could have done it
   * @param score how surprising it is: the signed root of the Poisson deviance
   * @param now RSVPs since then
   * @param expected RSVPs that were to be expected since then
   * @param times how many times what was to be expected
   * @param since ms since the epoch
   * @param city where at least half of them come from, or null
   * @param alongside labels of topics that add nothing, because the same events carry them
   * @param events that most of them are for
   */
  public record Trending(
      String dimension,
      String key,
      String label,
      boolean rising,
      double score,
      long now,
      double expected,
      double times,
      long since,
      @JsonAlias("place") String city,
      List<String> alongside,
      List<CarryingEvent> events) {}

  /**
   * An event that carries what is trending.
   *
   * @param rsvps for it since then
   * @param link its address on Meetup, or null
   */
  public record CarryingEvent(String key, String label, long rsvps, String link) {}
}
