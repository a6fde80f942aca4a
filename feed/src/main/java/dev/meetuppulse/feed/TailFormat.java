package dev.meetuppulse.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.rsvp.MemberRemover;
import dev.meetuppulse.core.rsvp.Outcome;
import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.core.rsvp.RsvpParser;
import dev.meetuppulse.kafka.SizeHeader;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Writes records of the topic down, each as one line. Members, if there are any, are left out. */
public final class TailFormat implements RecordFormat {
  private final TailStyle style;
  private final RsvpParser parser = new RsvpParser();

  /** How to show a record. */
  public enum TailStyle {
    /** A line for people. */
    TEXT,
    /** A JSON object. */
    JSON,
    /** The record itself, without its member. */
    RAW
  }

  public TailFormat(TailStyle style) {
    this.style = style;
  }

  @Override
  public Optional<String> format(ConsumerRecord<String, byte[]> record) {
    return Optional.of(
        switch (style) {
          case TEXT -> text(record);
          case JSON -> json(record);
          case RAW -> Printable.json(rawText(record));
        });
  }

  private String text(ConsumerRecord<String, byte[]> record) {
    String where =
        String.format(
            "%d:%-7d %-12s ",
            record.partition(), record.offset(), record.key() == null ? "-" : record.key());
    Outcome outcome = judge(record);
    if (outcome instanceof Rsvp rsvp) {
      String text =
          String.format(
              "%s  %s  %s%s%s",
              Instant.ofEpochMilli(rsvp.mtime()),
              rsvp.groupKeys().city().name(),
              rsvp.response() == null ? "-" : rsvp.response(),
              rsvp.guests() == 0 ? "" : " +" + rsvp.guests(),
              rsvp.event() == null ? "" : "  " + rsvp.event().label());
      return Printable.of(where + text);
    }
    return Printable.of(where + (outcome instanceof Outcome.Invalid bad ? bad.reason().id() : "-"));
  }

  private String json(ConsumerRecord<String, byte[]> record) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("partition", record.partition());
    node.put("offset", record.offset());
    node.put("key", record.key());
    node.put("timestamp", record.timestamp());
    node.put("size", size(record));
    Outcome outcome = judge(record);
    if (outcome instanceof Rsvp rsvp) {
      node.put("rsvpId", rsvp.id());
      node.put("mtime", rsvp.mtime());
      node.put("city", rsvp.groupKeys().city().name());
      node.put("country", rsvp.groupKeys().country());
      node.put("response", rsvp.response());
      node.put("guests", rsvp.guests());
      putKey(node, "group", rsvp.groupKeys().group());
      putKey(node, "event", rsvp.event());
      rsvp.groupKeys().topics().forEach(topic -> node.withArray("topics").add(topic.name()));
    } else if (outcome instanceof Outcome.Invalid invalid) {
      node.put("invalid", invalid.reason().id());
      node.put("text", rawText(record));
    }
    return Printable.json(node.toString());
  }

  private static void putKey(ObjectNode node, String field, Key key) {
    if (key != null) {
      node.put(field, key.name());
    }
  }

  private Outcome judge(ConsumerRecord<String, byte[]> record) {
    return parser.parse(record.value(), size(record), TopicResumePoint.judgedAt(record));
  }

  private static String rawText(ConsumerRecord<String, byte[]> record) {
    return record.value() == null
        ? ""
        : new String(MemberRemover.remove(record.value()).line(), UTF_8);
  }

  /** The size of the line before it was shortened, if the record has it. */
  private static int size(ConsumerRecord<String, byte[]> record) {
    int length = record.value() == null ? 0 : record.value().length;
    return Math.max(length, SizeHeader.read(record.headers()));
  }
}
