package dev.meetuppulse.meetup;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meetuppulse.feed.JsonTrees;
import dev.meetuppulse.feed.Line;

/**
 * An RSVP that is in Kafka, or will be with the next commit.
 *
 * @param row as the API last showed it
 * @param mtime of its last record, ms since the epoch
 * @param token of its event
 */
record KnownRsvp(RsvpRow row, long mtime, String token) {

  /** The first RSVP seen with this id. */
  static KnownRsvp first(RsvpRow row, String token) {
    return new KnownRsvp(row, row.updated(), token);
  }

  /** This RSVP, shown again with a newer time. */
  KnownRsvp shownAgain(RsvpRow again) {
    return new KnownRsvp(again, mtime, token);
  }

  /**
   * The RSVP after a change. Its record's time is after that of the previous record, by enough not
   * to look like its echo: otherwise the count would call it stale.
   */
  KnownRsvp changed(RsvpRow other) {
    long time = Math.max(other.updated(), mtime + 1);
    if (time % 1_000 == 0 && time - mtime <= 500) {
      time++;
    }
    return new KnownRsvp(other, time, token);
  }

  /**
   * The RSVP after a change that may follow another, unknown one. Its record's time is after that
   * of the unknown change, even if both were made in the same second.
   */
  KnownRsvp changedTwice(RsvpRow other) {
    return changed(other).changed(other);
  }

  /** Its record, in the form of Meetup's former stream. */
  Line record(EventFacts facts) {
    ObjectNode record = JsonNodeFactory.instance.objectNode();
    record.put("rsvp_id", row.id());
    record.put("mtime", mtime);
    record.put("response", row.response());
    record.put("guests", row.guests());
    record.set("event", facts.event());
    record.set("group", facts.group());
    return Line.of(JsonTrees.write(record));
  }
}
