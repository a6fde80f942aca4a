package dev.meetuppulse.feed;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Writes dead letters down: reason, place, and the line without its member. */
public final class DeadLetterFormat implements RecordFormat {
  /** How to show a letter. */
  public enum LetterStyle {
    /** Reason, place and line, for people. */
    TEXT,
    /** The letter as it is stored: a JSON object. */
    JSON,
    /** Only the line, as it was sent; a letter that holds only its beginning is left out. */
    LINE
  }

  private final Predicate<String> reasons;
  private final LetterStyle style;

  /**
   * @param reasons which reasons to show, such as {@code bad_value:mtime}
   */
  public DeadLetterFormat(Predicate<String> reasons, LetterStyle style) {
    this.reasons = reasons;
    this.style = style;
  }

  @Override
  public Optional<String> format(ConsumerRecord<String, byte[]> record) {
    // Somebody else's record has no reason, so it is shown with an empty one.
    JsonNode letter = JsonTrees.read(record.value() == null ? new byte[0] : record.value());
    boolean cut = letter.path("cut").asBoolean();
    if (!reasons.test(letter.path("reason").asText()) || style == LetterStyle.LINE && cut) {
      return Optional.empty();
    }
    String text = letter.path("text").asText();
    return Optional.of(
        switch (style) {
          case JSON -> Printable.json(letter.isMissingNode() ? "null" : letter.toString());
          case LINE -> Printable.json(text);
          case TEXT ->
              Printable.of(
                  String.format(
                      "%-28s %s %d:%d  %s%s",
                      letter.path("reason").asText(),
                      letter.path("topic").asText(),
                      letter.path("partition").asInt(),
                      letter.path("offset").asLong(),
                      text,
                      cut ? " … (cut)" : ""));
        });
  }
}
