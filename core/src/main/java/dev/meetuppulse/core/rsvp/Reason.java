package dev.meetuppulse.core.rsvp;

/**
 * Why a record is invalid. The set is closed, so hostile input cannot grow what is counted by it.
 */
public enum Reason {
  MALFORMED_JSON("malformed_json"),
  TOO_LARGE("too_large"),
  FUTURE("future"),
  MISSING_RSVP_ID("missing_field:rsvp_id"),
  BAD_TYPE_RSVP_ID("bad_type:rsvp_id"),
  BAD_VALUE_RSVP_ID("bad_value:rsvp_id"),
  MISSING_MTIME("missing_field:mtime"),
  BAD_TYPE_MTIME("bad_type:mtime"),
  BAD_VALUE_MTIME("bad_value:mtime"),
  MISSING_GROUP("missing_field:group"),
  BAD_TYPE_GROUP("bad_type:group"),
  MISSING_COUNTRY("missing_field:group.group_country"),
  BAD_TYPE_COUNTRY("bad_type:group.group_country"),
  MISSING_CITY("missing_field:group.group_city"),
  BAD_TYPE_CITY("bad_type:group.group_city"),
  BAD_TYPE_STATE("bad_type:group.group_state"),
  BAD_TYPE_RESPONSE("bad_type:response"),
  BAD_TYPE_GUESTS("bad_type:guests"),
  BAD_VALUE_GUESTS("bad_value:guests"),
  BAD_TYPE_TOPICS("bad_type:group.group_topics"),
  BAD_VALUE_CITY("bad_value:group.group_city"),
  BAD_VALUE_STATE("bad_value:group.group_state"),
  BAD_VALUE_URLNAME("bad_value:group.group_urlname"),
  BAD_VALUE_TOPICS("bad_value:group.group_topics"),
  BAD_VALUE_EVENT_ID("bad_value:event.event_id");

  private final String id;

  Reason(String id) {
    this.id = id;
  }

  /** The name it has in counts, dead letters and the API. */
  public String id() {
    return id;
  }
}
