package dev.meetuppulse.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Tables of cities and topics, as seen in the recorded stream. */
final class Tables {

  /** A city; {@code state} is empty outside the US and Canada. */
  record City(String name, String state, String country, double weight, double lat, double lon) {}

  /**
   * A topic.
   *
   * @param share of the US RSVPs that carry it
   */
  record TopicShare(String urlkey, String name, double share) {}

  /** Distinct US RSVPs of the recordings that the topics were counted over. */
  private static final double RSVPS_BEHIND_TOPICS = 2116;

  private static final double MIDDLE_OF_US_LAT = 39.83;
  private static final double MIDDLE_OF_US_LON = -98.58;

  private Tables() {}

  static List<City> usCities() {
    return rows("us-cities.tsv").stream().map(row -> city(row, "us", 2)).toList();
  }

  static List<City> otherCities() {
    return rows("world-cities.tsv").stream().map(row -> city(row, row[2], 3)).toList();
  }

  private static City city(String[] row, String country, int weight) {
    return new City(
        row[0],
        row[1],
        country,
        Double.parseDouble(row[weight]),
        coordinate(row[weight + 1], MIDDLE_OF_US_LAT),
        coordinate(row[weight + 2], MIDDLE_OF_US_LON));
  }

  static List<TopicShare> topics() {
    return rows("us-topics.tsv").stream()
        .map(
            row -> new TopicShare(row[0], row[1], Double.parseDouble(row[2]) / RSVPS_BEHIND_TOPICS))
        .toList();
  }

  /** Of some cities it is not known where they are. */
  private static double coordinate(String text, double otherwise) {
    return text.isEmpty() ? otherwise : Double.parseDouble(text);
  }

  private static List<String[]> rows(String resource) {
    try (InputStream in = Tables.class.getResourceAsStream(resource);
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader.lines().skip(1).map(line -> line.split("\t", -1)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
