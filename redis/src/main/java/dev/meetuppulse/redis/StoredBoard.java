package dev.meetuppulse.redis;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * A board in the form that Redis stores.
 *
 * @param clock "as of": ms since the epoch, the clock the window ended with
 * @param publishedAt the wall clock, ms since the epoch
 * @param rsvps distinct RSVPs in the window, also those without a key in the dimension
 * @param keys distinct keys in the window
 * @param shortBy RSVPs by which any row may be short, at most
 * @param unlisted RSVPs in the window that are on no row because memory is bounded
 * @param rows the highest first
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StoredBoard(
    String dimension,
    String window,
    long clock,
    long revision,
    long publishedAt,
    long rsvps,
    long keys,
    long shortBy,
    long unlisted,
    List<BoardRow> rows) {

  /** True if every row is exact. */
  public boolean exact() {
    return shortBy == 0 && unlisted == 0;
  }

  /**
   * A row of it.
   *
   * @param was its rank half a minute ago, or null if it was not on the board
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record BoardRow(
      int rank, Integer was, String key, String label, long rsvps, long yes, long no, long going) {}

  /**
   * Reads the stored form.
   *
   * @throws dev.meetuppulse.core.journal.StoreException if it is no such board
   */
  public static StoredBoard parse(String json) {
    return StoredJson.parse(json, StoredBoard.class);
  }
}
