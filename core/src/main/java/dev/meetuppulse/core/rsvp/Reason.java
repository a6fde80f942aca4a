package dev.meetuppulse.core.rsvp;

/**
 * The reasons why a record is invalid. The set is closed, so hostile input can't create new
 * counters.
 */
public enum Reason {
  MALFORMED_JSON(1, "malformed_json"),
  TOO_LARGE(2, "too_large"),
  FUTURE(3, "future"),
  MISSING_RSVP_ID(4, "missing_field:rsvp_id"),
  BAD_TYPE_RSVP_ID(5, "bad_type:rsvp_id"),
  BAD_VALUE_RSVP_ID(6, "bad_value:rsvp_id"),
  MISSING_MTIME(7, "missing_field:mtime"),
  BAD_TYPE_MTIME(8, "bad_type:mtime"),
  BAD_VALUE_MTIME(9, "bad_value:mtime"),
  MISSING_GROUP(10, "missing_field:group"),
  BAD_TYPE_GROUP(11, "bad_type:group"),
  MISSING_COUNTRY(12, "missing_field:group.group_country"),
  BAD_TYPE_COUNTRY(13, "bad_type:group.group_country"),
  MISSING_CITY(14, "missing_field:group.group_city"),
  BAD_TYPE_CITY(15, "bad_type:group.group_city"),
  BAD_TYPE_STATE(16, "bad_type:group.group_state"),
  BAD_TYPE_RESPONSE(17, "bad_type:response"),
  BAD_TYPE_GUESTS(18, "bad_type:guests"),
  BAD_VALUE_GUESTS(19, "bad_value:guests"),
  BAD_TYPE_TOPICS(20, "bad_type:group.group_topics"),
  BAD_VALUE_CITY(21, "bad_value:group.group_city"),
  BAD_VALUE_STATE(22, "bad_value:group.group_state"),
  BAD_VALUE_URLNAME(23, "bad_value:group.group_urlname"),
  BAD_VALUE_TOPICS(24, "bad_value:group.group_topics"),
  BAD_VALUE_EVENT_ID(25, "bad_value:event.event_id");

  private final int number;
  private final String id;

  Reason(int number, String id) {
    this.number = number;
    this.id = id;
  }

  /** The number it has in saved state, which never changes; a new reason takes the next one. */
  public int number() {
    return number;
  }

  /** The name it has in counts, dead letters and the API. */
  public String id() {
    return id;
  }
}
