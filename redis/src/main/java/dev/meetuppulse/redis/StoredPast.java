package dev.meetuppulse.redis;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.List;

/**
 * A board of the last hour, in the short form in which Redis keeps it.
 *
 * @param clock "as of": ms since the epoch
 * @param rsvps distinct RSVPs in the window that count on the dimension
 * @param keys distinct keys in the window
 * @param rows the highest first
 */
public record StoredPast(long clock, long rsvps, long keys, List<Row> rows) {

  /**
   * A row of it, stored as an array.
   *
   * @param label null if it is the key
   */
  @JsonFormat(shape = JsonFormat.Shape.ARRAY)
  public record Row(String key, String label, long rsvps, long yes, long no, long going) {}

  static StoredPast parse(String json) {
    return StoredJson.parse(json, StoredPast.class);
  }
}
