package dev.meetuppulse.web.page;

import com.fasterxml.jackson.databind.JsonNode;
import dev.meetuppulse.core.window.Window;
import dev.meetuppulse.web.boards.BoardView;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A figure under the header: its name, number and a note. */
record FactModel(String name, String term, String value, String note) {

  /**
   * All of them.
   *
   * @param cities the board of cities, or null
   * @param status or null
   */
  static List<FactModel> all(Window window, BoardView cities, JsonNode status) {
    return Stream.concat(
            Stream.of(rsvps(window, cities)), (status == null ? unknown() : known(status)).stream())
        .toList();
  }

  private static FactModel rsvps(Window window, BoardView cities) {
    String term = window.isAll() ? "RSVPs, all time" : "RSVPs in the " + Words.span(window.name());
    String note =
        cities == null
            ? ""
            : window.isAll()
                ? "in " + Words.keys(cities.keys(), "cities")
                : cities.rsvps() == 0
                    ? ""
                    : Numbers.pace(1000.0 * cities.rsvps() / window.millis());
    return new FactModel("rsvps", term, cities == null ? "–" : Numbers.brief(cities.rsvps()), note);
  }

  private static List<FactModel> unknown() {
    return List.of(
        new FactModel("received", "Records received", "–", ""),
        new FactModel("saved", "Distinct RSVPs", "–", ""),
        new FactModel("late", "Late", "–", ""),
        new FactModel("lag", "Kafka lag", "–", ""));
  }

  private static List<FactModel> known(JsonNode status) {
    JsonNode records = status.path("records");
    long removed = records.path("duplicate").asLong() + records.path("stale").asLong();
    long judged =
        records.path("received").asLong()
            - records.path("filtered").asLong()
            - records.path("invalid").asLong();
    double perSecond = status.path("receivedPerSecond").asDouble();
    return List.of(
        fact(
            "received",
            "Records received",
            records.path("received"),
            perSecond > 0 ? Numbers.pace(perSecond) + " now" : "none in the last 10 s"),
        fact(
            "saved",
            "Distinct RSVPs",
            records.path("new"),
            Numbers.brief(removed)
                + " duplicates removed"
                + (judged > 0 ? ", " + Numbers.percent(removed, judged) : "")),
        fact(
            "late",
            "Late",
            records.path("late"),
            Numbers.brief(records.path("invalid").asLong())
                + " invalid"
                + worst(status.path("invalidReasons"))),
        fact("lag", "Kafka lag", status.path("lag"), partitions(status)));
  }

  private static FactModel fact(String name, String term, JsonNode value, String note) {
    return new FactModel(name, term, Numbers.brief(value.asLong()), note);
  }

  private static String worst(JsonNode reasons) {
    return reasons.properties().stream()
        .max(Comparator.comparingLong((Map.Entry<String, JsonNode> e) -> e.getValue().asLong()))
        .map(reason -> ", most " + reason.getKey().replaceAll("[_:]", " "))
        .orElse("");
  }

  private static String partitions(JsonNode status) {
    int n = status.path("partitions").size();
    String all = n + (n == 1 ? " partition" : " partitions");
    int stuck = status.path("stuck").asInt();
    return stuck == 0 ? all : stuck + " of " + all + " stuck";
  }
}
