package dev.meetuppulse.redis;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * A board of the last hour, in the short form in which Redis keeps it.
 *
 * @param clock "as of": ms since the epoch
 * @param rsvps distinct RSVPs in the window, also those without a key in the dimension
 * @param keys distinct keys in the window
 * @param shortBy RSVPs by which any row may be short, at most
 * @param unlisted RSVPs in the window that are on no row because memory is bounded
 * @param rows the highest first
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StoredPast(
    long clock, long rsvps, long keys, long shortBy, long unlisted, List<PastRow> rows) {

  /** True if every row is exact. */
  public boolean exact() {
    return shortBy == 0 && unlisted == 0;
  }

  /**
   * A row of it, stored as an array.
   *
   * @param label null if it is the key
   */
  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  public record PastRow(String key, String label, long rsvps, long yes, long no, long going) {}

  static StoredPast parse(String json) {
    return StoredJson.parse(json, StoredPast.class);
  }
}
