package dev.meetuppulse.meetup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meetuppulse.feed.Line;

/** Writes the contract's record of an answer. */
final class RecordWriter {
  private final ObjectMapper mapper = new ObjectMapper();

  Line line(EventFacts facts, KnownRsvp known) {
    ObjectNode record = mapper.createObjectNode();
    record.put("rsvp_id", known.row().id());
    record.put("mtime", known.mtime());
    record.put("response", known.row().response());
    record.put("guests", known.row().guests());
    record.set("event", facts.event());
    record.set("group", facts.group());
    try {
      return Line.of(mapper.writeValueAsBytes(record));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("writing a tree", e);
    }
  }
}
