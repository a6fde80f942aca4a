package dev.meetuppulse.meetup;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meetuppulse.feed.JsonTrees;
import dev.meetuppulse.feed.Line;

/**
 * An RSVP that Kafka has acknowledged, or gets with the next commit.
 *
 * @param row as the API last showed it
 * @param mtime of its last record, ms since the epoch
 * @param token of its event
 */
record KnownRsvp(RsvpRow row, long mtime, String token) {

  static KnownRsvp first(RsvpRow row, String token) {
    return new KnownRsvp(row, row.updated(), token);
  }

  /** The same answer, shown with a newer time. */
  KnownRsvp shownAgain(RsvpRow again) {
    return new KnownRsvp(again, mtime, token);
  }

  /**
   * A changed answer. Its record's time is after that of the record before, by enough not to look
   * like its echo: otherwise the count would take it for stale.
   */
  KnownRsvp changed(RsvpRow other) {
    long time = Math.max(other.updated(), mtime + 1);
    if (time % 1_000 == 0 && time - mtime <= 500) {
      time++;
    }
    return new KnownRsvp(other, time, token);
  }

  /**
   * An answer before which another one may have been sent that is not known. Its record's time is
   * after that of such a record, even if both answers were given in the same second.
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
