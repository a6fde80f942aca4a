package dev.meetuppulse.redis;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meetuppulse.core.board.Board;
import dev.meetuppulse.core.board.Row;
import dev.meetuppulse.core.board.Status;
import dev.meetuppulse.core.journal.Tally;
import dev.meetuppulse.core.rsvp.Reason;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** Boards and status as the JSON that is stored and sent. */
public final class BoardJson {
  private static final JsonFactory JSON = new JsonFactory();
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private BoardJson() {}

  /**
   * The JSON of a board published at {@code publishedAt}, ms since the epoch; {@code before} has
   * the earlier ranks.
   */
  public static String board(Board board, long publishedAt, Map<String, Integer> before) {
    return write(
        json -> {
          json.writeStringField("dimension", board.dimension().id());
          json.writeStringField("window", board.window().name());
          json.writeNumberField("clock", board.clock());
          json.writeNumberField("revision", board.revision());
          json.writeNumberField("publishedAt", publishedAt);
          json.writeNumberField("rsvps", board.rsvps());
          json.writeNumberField("keys", board.keys());
          write(json, board.accuracy());
          json.writeArrayFieldStart("rows");
          int rank = 0;
          for (Row row : board.rows()) {
            json.writeStartObject();
            json.writeNumberField("rank", ++rank);
            Integer was = before.get(row.key());
            if (was == null) {
              json.writeNullField("was");
            } else {
              json.writeNumberField("was", was);
            }
            json.writeStringField("key", row.key());
            json.writeStringField("label", row.label());
            json.writeNumberField("rsvps", row.rsvps());
            json.writeNumberField("yes", row.yes());
            json.writeNumberField("no", row.no());
            json.writeNumberField("going", row.going());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  /**
   * A board of the past, short: rows are [key, label or null if the same, RSVPs, yes, no, going].
   */
  static String past(Board board) {
    return write(
        json -> {
          json.writeNumberField("clock", board.clock());
          json.writeNumberField("rsvps", board.rsvps());
          json.writeNumberField("keys", board.keys());
          write(json, board.accuracy());
          json.writeArrayFieldStart("rows");
          for (Row row : board.rows().subList(0, Math.min(History.ROWS, board.rows().size()))) {
            json.writeStartArray();
            json.writeString(row.key());
            json.writeString(row.label().equals(row.key()) ? null : row.label());
            json.writeNumber(row.rsvps());
            json.writeNumber(row.yes());
            json.writeNumber(row.no());
            json.writeNumber(row.going());
            json.writeEndArray();
          }
          json.writeEndArray();
        });
  }

  private static void write(JsonGenerator json, Board.Accuracy accuracy) throws IOException {
    json.writeBooleanField("exact", accuracy.exact());
    json.writeNumberField("shortBy", accuracy.shortBy());
    json.writeNumberField("unlisted", accuracy.unlisted());
  }

  /**
   * The JSON of a status published at {@code publishedAt}, ms since the epoch; {@code clockKind} is
   * {@code wall} or {@code event}.
   */
  static String status(
      Status status, long publishedAt, String clockKind, double receivedPerSecond) {
    Tally tally = status.tally();
    return write(
        json -> {
          json.writeNumberField("clock", status.clock());
          json.writeStringField("clockKind", clockKind);
          json.writeNumberField("revision", status.revision());
          json.writeNumberField("publishedAt", publishedAt);
          json.writeObjectFieldStart("records");
          json.writeNumberField("received", tally.received());
          json.writeNumberField("invalid", tally.invalidTotal());
          json.writeNumberField("filtered", tally.filtered());
          json.writeNumberField("new", tally.newRsvps());
          json.writeNumberField("duplicate", tally.duplicate());
          json.writeNumberField("stale", tally.stale());
          json.writeNumberField("changed", tally.changed());
          json.writeNumberField("late", tally.late());
          json.writeNumberField("forgotten", tally.forgotten());
          json.writeEndObject();
          json.writeObjectFieldStart("invalidReasons");
          for (Map.Entry<Reason, Long> reason : tally.invalid().entrySet()) {
            json.writeNumberField(reason.getKey().id(), reason.getValue());
          }
          json.writeEndObject();
          json.writeNumberField("receivedPerSecond", Math.round(receivedPerSecond * 10) / 10.0);
          json.writeNumberField("lag", status.lag());
          json.writeBooleanField("rebuilding", status.rebuilding());
          json.writeBooleanField("kafkaDown", status.sourceDown());
          json.writeArrayFieldStart("partitions");
          for (Status.Partition partition : status.partitions()) {
            json.writeStartObject();
            json.writeNumberField("partition", partition.partition());
            json.writeNumberField("next", partition.next());
            json.writeNumberField("end", partition.logEnd());
            json.writeNumberField("rebuildEnd", partition.rebuildEnd());
            json.writeEndObject();
          }
          json.writeEndArray();
        });
  }

  /** The ranks on a stored board and when it was published. */
  static long ranks(String board, Map<String, Integer> ranks) {
    try {
      JsonNode json = MAPPER.readTree(board);
      Map<String, Integer> found = new HashMap<>();
      json.path("rows")
          .forEach(row -> found.put(row.path("key").asText(), row.path("rank").asInt()));
      ranks.putAll(found);
      return json.path("publishedAt").asLong();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the fields of an object. */
  interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  /** An object as text. */
  static String write(Fields fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
