package dev.meetuppulse.meetup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * The lines of a state file, each a JSON array: what it is, then its values.
 *
 * <ul>
 *   <li>{@code ["state", version, purpose]}, the first
 *   <li>{@code ["event", token, id, start, event, group]}
 *   <li>{@code ["read", token, id, through, lastFull, lastMove, unsettled]}
 *   <li>{@code ["known", id, response, guests, updated, mtime, token]}
 *   <li>{@code ["forgotten", token]}
 * </ul>
 */
final class StateLines {
  private static final int VERSION = 1;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private StateLines() {}

  static String header(String purpose) {
    return write(line("state").add(VERSION).add(purpose));
  }

  static String event(WatchedEvent event) {
    EventFacts facts = event.facts();
    return write(
        line("event")
            .add(facts.token())
            .add(event.id())
            .add(facts.start())
            .add(facts.event())
            .add(facts.group()));
  }

  static String progress(WatchedEvent event) {
    WatchedEvent.ReadProgress progress = event.progress();
    return write(
        line("read")
            .add(event.token())
            .add(event.id())
            .add(progress.through())
            .add(progress.lastFull())
            .add(progress.lastMove())
            .add(progress.unsettled()));
  }

  static String known(Known known) {
    RsvpRow answer = known.answer();
    return write(
        line("known")
            .add(answer.id())
            .add(answer.response())
            .add(answer.guests())
            .add(answer.updated())
            .add(known.mtime())
            .add(known.token()));
  }

  static String forgotten(WatchedEvent event) {
    return write(line("forgotten").add(event.token()));
  }

  /**
   * Applies a line to the content.
   *
   * @throws IOException if it is damaged
   */
  static void apply(String line, StateFile.Content content) throws IOException {
    JsonNode values = MAPPER.readTree(line);
    switch (values.path(0).asText()) {
      case "event" -> event(values, content);
      case "read" -> progress(values, content);
      case "known" -> {
        RsvpRow answer =
            new RsvpRow(
                values.path(1).asLong(),
                values.path(2).asText(),
                values.path(3).asInt(),
                values.path(4).asLong());
        Known known = new Known(answer, values.path(5).asLong(), values.path(6).asText());
        content.known().put(answer.id(), known);
      }
      case "forgotten" -> {
        String token = values.path(1).asText();
        content.events().remove(token);
        content.known().values().removeIf(known -> known.token().equals(token));
      }
      default -> throw new IOException("not a line of a state file");
    }
  }

  private static void event(JsonNode values, StateFile.Content content) throws IOException {
    if (!(values.path(4) instanceof ObjectNode event)
        || !(values.path(5) instanceof ObjectNode group)) {
      throw new IOException("an event without its facts");
    }
    EventFacts facts =
        new EventFacts(values.path(1).asText(), values.path(3).asLong(), event, group);
    WatchedEvent before = content.events().get(facts.token());
    WatchedEvent.ReadProgress progress =
        before == null ? WatchedEvent.ReadProgress.NONE : before.progress();
    content.events().put(facts.token(), new WatchedEvent(facts, values.path(2).asText(), progress));
  }

  private static void progress(JsonNode values, StateFile.Content content) {
    content
        .events()
        .computeIfPresent(
            values.path(1).asText(),
            (token, event) ->
                new WatchedEvent(
                    event.facts(),
                    values.path(2).asText(),
                    new WatchedEvent.ReadProgress(
                        values.path(3).asLong(),
                        values.path(4).asLong(),
                        // Earlier versions did not write it: one read too many is harmless.
                        values.path(6).asBoolean(true),
                        values.path(5).asLong())));
  }

  private static ArrayNode line(String kind) {
    return MAPPER.createArrayNode().add(kind);
  }

  private static String write(ArrayNode line) {
    try {
      return MAPPER.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("writing a tree", e);
    }
  }
}
