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
 */
@JsonPropertyOrder({"clock", "records", "invalidReasons", "boards"})
public record FinalBoards(
    long clock,
    Map<String, Long> records,
    Map<String, Long> invalidReasons,
    Map<String, Map<String, List<Line>>> boards) {

  /** One line of a board. */
  @JsonPropertyOrder({"key", "label", "rsvps", "yes", "no", "going"})
  public record Line(String key, String label, long rsvps, long yes, long no, long going) {}
}
