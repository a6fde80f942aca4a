package dev.meetuppulse.web.page;

import com.fasterxml.jackson.databind.JsonNode;
import dev.meetuppulse.core.board.Filter;
import dev.meetuppulse.core.window.Dimension;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * The trends in the form the template needs; {@code trends.js} says the same.
 *
 * @param calm the text if nothing is clearly trending; else null
 */
record TrendsModel(
    boolean visible,
    boolean quiet,
    String note,
    String calm,
    List<RisingModel> rising,
    List<News> changes) {

  private static final int IN_OVERVIEW = 4;
  private static final int MAX_CHANGES = 50;
  private static final long DAY_MILLIS = 86_400_000;

  /** Something that is trending. */
  record RisingModel(
      String key,
      String label,
      String kind,
      String times,
      String why,
      String since,
      List<PlaceModel> where) {
    static final RisingModel BLANK = new RisingModel("", "", "", "", "", "", List.of());
  }

  /** Where it comes from: a city, or an event with its page, if that is known. */
  record PlaceModel(String label, String link) {}

  /** Something that began to trend. */
  record News(String key, String datetime, String time, String sentence) {
    static final News BLANK = new News("", "", "", "");
  }

  /**
   * @param trends as published; null or with an error if there are none
   */
  static TrendsModel of(JsonNode trends, PageOptions options) {
    boolean whole = options.view().equals(PageOptions.TRENDING);
    String city = city(options);
    List<JsonNode> rising = sorted(trends.path("rising"), city);
    boolean isCalm = rising.isEmpty();
    List<JsonNode> all = isCalm ? sorted(trends.path("leading"), city) : rising;
    int most = whole ? all.size() : isCalm ? IN_OVERVIEW - 1 : IN_OVERVIEW;
    List<JsonNode> shown = all.subList(0, Math.min(most, all.size()));
    List<News> changes =
        StreamSupport.stream(trends.path("changes").spliterator(), false)
            .filter(change -> city == null || city.equals(placeOf(change)))
            .limit(whole ? MAX_CHANGES : 2 * IN_OVERVIEW)
            .map(TrendsModel::change)
            .toList();
    return new TrendsModel(
        options.at() == null && (options.isOverview() || whole),
        changes.isEmpty(),
        all.size() > shown.size() ? shown.size() + " of " + all.size() : "",
        isCalm ? calm(trends, shown.isEmpty()) : null,
        shown.stream().map(entry -> rising(entry, trends.path("clock").asLong(), whole)).toList(),
        changes);
  }

  private static String calm(JsonNode trends, boolean none) {
    return trends.has("warm") && !trends.path("warm").asBoolean()
        ? "Still learning what is usual."
        : none ? "Nothing is trending right now." : "Nothing is clearly trending. Closest:";
  }

  /** The city that the page is filtered by, or null. */
  private static String city(PageOptions options) {
    Filter filter = options.query().filter();
    return filter != null && filter.dimension() == Dimension.CITIES ? filter.key() : null;
  }

  private static List<JsonNode> sorted(JsonNode entries, String city) {
    return StreamSupport.stream(entries.spliterator(), false)
        .filter(entry -> city == null || isIn(entry, city))
        .sorted(Comparator.comparingDouble((JsonNode entry) -> -entry.path("score").asDouble()))
        .toList();
  }

  private static boolean isIn(JsonNode entry, String city) {
    return isCity(entry) && entry.path("key").asText().equals(city)
        || labels(entry.path("cities"), "key").contains(city);
  }

  private static String placeOf(JsonNode change) {
    return isCity(change) ? change.path("key").asText() : change.path("place").asText(null);
  }

  private static boolean isCity(JsonNode entry) {
    return entry.path("dimension").asText().equals("cities");
  }

  private static RisingModel rising(JsonNode entry, long clock, boolean whole) {
    String dimension = entry.path("dimension").asText();
    double expected = entry.path("expected").asDouble();
    long seen = entry.path("now").asLong();
    return new RisingModel(
        dimension + " " + entry.path("key").asText() + within(entry.path("within").asText(null)),
        name(entry),
        Dimension.of(dimension).one() + company(names(entry.path("alongside"), null), whole),
        Numbers.few(seen / Math.max(expected, 0.1)) + "×",
        Numbers.count(seen)
            + (isToday(entry, clock) ? " RSVPs today, usually " : " RSVPs, usually ")
            + Numbers.usual(expected),
        ", since " + Words.minute(entry.path("since").asLong()),
        where(entry, whole));
  }

  /** Its label; with the city within which it rises, unless it rises everywhere. */
  private static String name(JsonNode entry) {
    String label = entry.path("label").asText();
    String city = entry.path("within").asText(null);
    return city == null ? label : Words.isolated(label) + " in " + Words.isolated(city);
  }

  /**
   * After a tab, the city that distinguishes an entry from others of its key; empty without a city.
   */
  private static String within(String city) {
    return city == null ? "" : "\t" + city;
  }

  /** True if it rises against its usual day, and began within the last 24 hours. */
  private static boolean isToday(JsonNode entry, long clock) {
    return entry.path("scale").asText().equals("day")
        && clock - entry.path("since").asLong() <= DAY_MILLIS;
  }

  private static String company(List<String> alongside, boolean whole) {
    if (alongside.isEmpty()) {
      return "";
    }
    return ", with "
        + (whole || alongside.size() == 1
            ? String.join(", ", alongside)
            : alongside.size() + " more");
  }

  private static List<PlaceModel> where(JsonNode entry, boolean whole) {
    boolean isNamed = isCity(entry) || entry.path("within").isTextual();
    List<String> cities = isNamed ? List.of() : names(entry.path("cities"), "label");
    List<PlaceModel> places = new ArrayList<>();
    if (!cities.isEmpty()) {
      String named =
          whole || cities.size() == 1
              ? String.join("; ", cities)
              : cities.get(0) + " and elsewhere";
      places.add(new PlaceModel(named, null));
    }
    StreamSupport.stream(entry.path("events").spliterator(), false)
        .limit(whole ? 3 : 2)
        .map(
            event ->
                new PlaceModel(
                    Words.isolated(event.path("label").asText()), event.path("link").asText(null)))
        .forEach(places::add);
    return places;
  }

  private static News change(JsonNode change) {
    long at = change.path("at").asLong();
    List<String> alongside = names(change.path("alongside"), null);
    String label = Words.isolated(change.path("label").asText());
    String who =
        alongside.isEmpty()
            ? label + " is trending"
            : label
                + " and "
                + (alongside.size() == 1 ? alongside.get(0) : alongside.size() + " more")
                + " are trending";
    String place = change.path("place").asText(null);
    return new News(
        at
            + " "
            + change.path("dimension").asText()
            + " "
            + change.path("key").asText()
            + within(place),
        Instant.ofEpochMilli(at).toString(),
        Words.minute(at),
        who
            + (place == null ? "" : " in " + Words.isolated(place))
            + ": "
            + Numbers.count(change.path("now").asLong())
            + " RSVPs, usually "
            + Numbers.usual(change.path("expected").asDouble())
            + ", since "
            + Words.minute(change.path("since").asLong()));
  }

  /** The labels of entries, as names within a sentence. */
  private static List<String> names(JsonNode entries, String field) {
    return labels(entries, field).stream().map(Words::isolated).toList();
  }

  /**
   * @param field of each entry; null if the entries are texts
   */
  private static List<String> labels(JsonNode entries, String field) {
    return StreamSupport.stream(entries.spliterator(), false)
        .map(entry -> field == null ? entry.asText() : entry.path(field).asText())
        .toList();
  }
}
