package dev.meetuppulse.meetup;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meetuppulse.feed.JsonTrees;
import dev.meetuppulse.meetup.RsvpPage.ResponseCounts;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The lines of a state file, each a JSON array: what it is, then its values.
 *
 * <ul>
 *   <li>{@code ["state", version, purpose]}, the first
 *   <li>{@code ["network", urlname]}, one that has answered
 *   <li>{@code ["event", token, id, start, event, group, end]}
 *   <li>{@code ["read", token, id, through, lastFull, lastMove, unsettled, [yes, no, waitlist],
 *       mismatches]}
 *   <li>{@code ["known", id, response, guests, updated, mtime, token]}
 *   <li>{@code ["forgotten", token]}
 * </ul>
 */
final class StateLines {
  private static final int VERSION = 1;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private StateLines() {}

  static String header(StatePurpose purpose) {
    return line("state", VERSION, purpose.text());
  }

  /** The purpose that a file's first line says; empty if it is not the one of a state file. */
  static Optional<StatePurpose> purpose(String first) {
    try {
      JsonNode values = MAPPER.readTree(first);
      return values.path(0).asText().equals("state") && values.path(1).asInt() == VERSION
          ? Optional.of(StatePurpose.of(values.path(2).asText()))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  static String network(String urlname) {
    return line("network", urlname);
  }

  static String event(WatchedEvent event) {
    EventFacts facts = event.facts();
    return line(
        "event",
        facts.token(),
        event.id(),
        facts.start(),
        facts.event(),
        facts.group(),
        facts.end());
  }

  static String progress(WatchedEvent event) {
    WatchedEvent.ReadProgress progress = event.progress();
    ResponseCounts accepted = progress.unexplained().accepted();
    return line(
        "read",
        event.token(),
        event.id(),
        progress.through(),
        progress.lastFull(),
        progress.lastMove(),
        progress.unsettled(),
        List.of(accepted.yes(), accepted.no(), accepted.waitlist()),
        progress.unexplained().mismatches());
  }

  static String known(KnownRsvp known) {
    RsvpRow row = known.row();
    return line(
        "known",
        row.id(),
        row.response(),
        row.guests(),
        row.updated(),
        known.mtime(),
        known.token());
  }

  static String forgotten(WatchedEvent event) {
    return line("forgotten", event.token());
  }

  /**
   * Applies a line to the content.
   *
   * @throws IOException if it is damaged
   */
  static void apply(String line, StateFile.Content content) throws IOException {
    JsonNode values = MAPPER.readTree(line);
    switch (values.path(0).asText()) {
      case "network" -> content.networks().add(values.path(1).asText());
      case "event" -> event(values, content);
      case "read" -> progress(values, content);
      case "known" -> {
        RsvpRow row =
            new RsvpRow(
                values.path(1).asLong(),
                values.path(2).asText(),
                values.path(3).asInt(),
                values.path(4).asLong());
        KnownRsvp known = new KnownRsvp(row, values.path(5).asLong(), values.path(6).asText());
        content.known().put(row.id(), known);
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
    long start = values.path(3).asLong();
    // Earlier versions did not write the end.
    EventFacts facts =
        new EventFacts(values.path(1).asText(), start, values.path(6).asLong(start), event, group);
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
                        values.path(5).asLong(),
                        // Nor these: the counts are compared once more.
                        new FullReads.Unexplained(
                            counts(values.path(7)), values.path(8).asInt()))));
  }

  private static ResponseCounts counts(JsonNode values) {
    return new ResponseCounts(
        values.path(0).asLong(), values.path(1).asLong(), values.path(2).asLong());
  }

  private static String line(Object... values) {
    return new String(JsonTrees.write(values), UTF_8);
  }
}
