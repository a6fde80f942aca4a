package dev.meetuppulse.redis;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.meetuppulse.core.board.RisingKey;
import dev.meetuppulse.core.board.Row;
import dev.meetuppulse.core.board.Trends;
import dev.meetuppulse.core.trend.Change;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;

/** Trends as the JSON that is stored and sent. */
final class TrendsJson {
  private TrendsJson() {}

  /** Trends published at a time, ms since the epoch. */
  static String of(Trends trends, long publishedAt) {
    return BoardJson.write(
        json -> {
          json.writeNumberField("clock", trends.clock());
          json.writeNumberField("revision", trends.revision());
          json.writeNumberField("publishedAt", publishedAt);
          json.writeBooleanField("warm", trends.warm());
          json.writeArrayFieldStart("rising");
          for (RisingKey rising : trends.rising()) {
            write(json, rising, trends.clock());
          }
          json.writeEndArray();
          json.writeArrayFieldStart("leading");
          for (RisingKey leading : trends.leading()) {
            write(json, leading, trends.clock());
          }
          json.writeEndArray();
          json.writeArrayFieldStart("changes");
          for (Change change : trends.changes()) {
            write(json, change);
          }
          json.writeEndArray();
        });
  }

  private static void write(JsonGenerator json, RisingKey rising, long clock) throws IOException {
    json.writeStartObject();
    json.writeStringField("dimension", rising.dimension().id());
    json.writeStringField("key", rising.key());
    json.writeStringField("label", rising.label());
    json.writeStringField("within", rising.within());
    json.writeStringField("place", rising.place());
    write(json, rising.score(), rising.now(), rising.expected(), rising.since());
    json.writeStringField("scale", rising.scale(clock));
    json.writeStringField("sentence", rising.sentence(clock));
    json.writeArrayFieldStart("cities");
    for (Row city : rising.cities()) {
      json.writeStartObject();
      json.writeStringField("key", city.key());
      json.writeStringField("label", city.label());
      json.writeNumberField("rsvps", city.rsvps());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("events");
    for (RisingKey.Event event : rising.events()) {
      json.writeStartObject();
      json.writeStringField("key", event.key());
      json.writeStringField("label", event.label());
      json.writeStringField("group", event.group());
      json.writeStringField("link", event.link());
      json.writeNumberField("rsvps", event.rsvps());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("minutes");
    for (int rsvps : rising.minutes()) {
      json.writeNumber(rsvps);
    }
    json.writeEndArray();
    write(json, rising.alongside());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Change change) throws IOException {
    json.writeStartObject();
    json.writeNumberField("at", change.at());
    json.writeStringField("dimension", change.dimension().id());
    json.writeStringField("key", change.key().name());
    json.writeStringField("label", change.key().label());
    json.writeStringField("place", change.place());
    write(
        json,
        change.trend().score(),
        change.trend().now(),
        change.trend().expected(),
        change.trend().since());
    write(json, change.alongside());
    json.writeStringField("sentence", change.sentence(ZoneOffset.UTC));
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, List<String> alongside) throws IOException {
    json.writeArrayFieldStart("alongside");
    for (String label : alongside) {
      json.writeString(label);
    }
    json.writeEndArray();
  }

  private static void write(JsonGenerator json, double score, long now, double expected, long since)
      throws IOException {
    json.writeNumberField("score", rounded(score));
    json.writeNumberField("now", now);
    json.writeNumberField("expected", rounded(expected));
    json.writeNumberField("times", rounded(now / expected));
    json.writeNumberField("since", since);
  }

  private static double rounded(double value) {
    return Math.round(value * 100) / 100.0;
  }
}
