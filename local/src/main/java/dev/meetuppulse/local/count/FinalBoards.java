package dev.meetuppulse.local.count;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;

/**
 * What a count came to, in the form that is printed.
 *
 * @param clock the largest {@code mtime} of all valid records, ms since the epoch
 * @param records record counts by name
 * @param invalidReasons invalid records by the rule they broke
 * @param boards rows by dimension and window, the first rank first
 * @param trending what rises as of the clock, then the topics that are nearest to it
 */
@JsonPropertyOrder({"clock", "records", "invalidReasons", "boards", "trending"})
public record FinalBoards(
    long clock,
    Map<String, Long> records,
    Map<String, Long> invalidReasons,
    Map<String, Map<String, List<Line>>> boards,
    List<Trending> trending) {

  /** One line of a board. */
  @JsonPropertyOrder({"key", "label", "rsvps", "yes", "no", "going"})
  public record Line(String key, String label, long rsvps, long yes, long no, long going) {}

  /**
   * Something that comes more often than it should.
   *
   * @param rising false if chance could have done it
   * @param score how surprising it is: the signed root of the Poisson deviance
   * @param now RSVPs since then
   * @param expected RSVPs that were to be expected since then
   * @param since ms since the epoch
   * @param city where most of them come from, or null
   */
  @JsonPropertyOrder({
    "dimension",
    "key",
    "label",
    "rising",
    "score",
    "now",
    "expected",
    "since",
    "city"
  })
  public record Trending(
      String dimension,
      String key,
      String label,
      boolean rising,
      double score,
      long now,
      double expected,
      long since,
      String city) {}
}
