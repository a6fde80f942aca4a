package dev.meetuppulse.simulator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The simulated world: a fixed number of groups, each with a city, topics and events, so that what
 * a stream can name is bounded however long it runs.
 */
public final class World {
  private static final double US_SHARE = 0.626;
  private static final double UNSEEN = 0.0003;

  /** Weight of the topic counts 0 to 21 in the recordings. */
  private static final double[] TOPIC_COUNTS = {
    0, 60, 12, 50, 95, 115, 160, 187, 215, 254, 288, 287, 353, 338, 423, 916, 91, 47, 8, 3, 2, 8
  };

  private final List<Group> us;
  private final List<Group> others;
  private final Choice usChoice;
  private final Choice otherChoice;
  private final int slots;

  /**
   * @param seed one seed, one world
   * @param groups how many groups, at least 100
   */
  public World(long seed, int groups) {
    this(seed, groups, 1);
  }

  static World of(SimulatorOptions options) {
    return new World(options.seed(), options.groups(), options.turnover());
  }

  private World(long seed, int groups, double turnover) {
    Builder builder = new Builder(SplitMix.of(seed, 1), turnover);
    us = builder.groups(Tables.usCities(), (int) Math.round(groups * US_SHARE), 29);
    others = builder.groups(Tables.otherCities(), groups - (int) Math.round(groups * US_SHARE), 9);
    usChoice = new Choice(us.stream().mapToDouble(Group::weight).toArray());
    otherChoice = new Choice(others.stream().mapToDouble(Group::weight).toArray());
    slots = builder.slots;
  }

  Group pickUs(SplitMix random) {
    return us.get(usChoice.next(random));
  }

  Group pickOther(SplitMix random) {
    return others.get(otherChoice.next(random));
  }

  /**
   * Some of the groups, the busier ones more likely.
   *
   * @param count how many, or all if there are fewer
   */
  public List<GroupProfile> sample(SplitMix random, int count) {
    Set<Group> chosen = new LinkedHashSet<>();
    int most = Math.min(count, us.size() + others.size());
    while (chosen.size() < most) {
      chosen.add(random.chance(US_SHARE) ? pickUs(random) : pickOther(random));
    }
    return chosen.stream().map(GroupProfile::of).toList();
  }

  /** All groups: those of the US first. */
  public Stream<Group> groups() {
    return Stream.concat(us.stream(), others.stream());
  }

  /** Groups that have a topic, in one city if it is not null; may be empty. */
  Stream<Group> carriers(String topic, String city) {
    return groups()
        .filter(group -> group.topics().contains(topic))
        .filter(group -> city == null || group.cityKey().equals(city));
  }

  /** Groups that carry a topic, in one city if it is not null. */
  public List<Group> groupsWith(String topic, String city) {
    List<Group> found = carriers(topic, city).toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "no group has the topic '" + topic + "'" + (city == null ? "" : " in '" + city + "'"));
    }
    return found;
  }

  /** The number that the id of the event in a slot is derived from; no other event has it. */
  long eventNumber(Group.Slot slot, long generation) {
    return generation * slots + slot.number();
  }

  /** The share of a region's RSVPs that a group has. */
  public double share(Group group) {
    return group.weight() / (group.country().equals("us") ? usChoice.total() : otherChoice.total());
  }

  private static final class Builder {
    private final SplitMix random;
    private final List<Tables.TopicShare> topics = Tables.topics();
    private final List<String> topicJson =
        topics.stream()
            .map(
                topic ->
                    "{\"urlkey\":%s,\"topic_name\":%s}"
                        .formatted(JsonText.quote(topic.urlkey()), JsonText.quote(topic.name())))
            .toList();

    /**
     * Drawn without replacement, a topic is on a group with about its share. The little that each
     * gets beyond it makes up for the topics that the recordings were too short to show.
     */
    private final Choice topicChoice =
        new Choice(
            topics.stream().mapToDouble(topic -> UNSEEN - Math.log1p(-topic.share())).toArray());

    private final Choice topicCounts = new Choice(TOPIC_COUNTS);
    private final Set<String> urlnames = new HashSet<>();
    private int groups;
    private final double turnover;
    private int slots;

    Builder(SplitMix random, double turnover) {
      this.turnover = turnover;
      this.random = random;
    }

    List<Group> groups(List<Tables.City> cities, int count, int mostPlaces) {
      double total = cities.stream().mapToDouble(Tables.City::weight).sum();
      List<Group> groups = new ArrayList<>();
      for (Tables.City city : cities) {
        int inCity = (int) Math.max(1, Math.round(count * city.weight() / total));
        double[] weights = new double[inCity];
        for (int i = 0; i < inCity; i++) {
          weights[i] = 1 / Math.sqrt(i + 1.0);
        }
        double sum = Arrays.stream(weights).sum();
        double[][] places = places(city, Math.min(mostPlaces, 1 + inCity / 4));
        for (double weight : weights) {
          groups.add(
              group(city, city.weight() * weight / sum, places[random.nextInt(places.length)]));
        }
      }
      return List.copyOf(groups);
    }

    private double[][] places(Tables.City city, int count) {
      double[][] places = new double[count][];
      places[0] = new double[] {city.lat(), city.lon()};
      for (int i = 1; i < count; i++) {
        places[i] =
            new double[] {
              Math.round(city.lat() * 100 + random.nextInt(21) - 10) / 100.0,
              Math.round(city.lon() * 100 + random.nextInt(21) - 10) / 100.0
            };
      }
      return places;
    }

    private Group group(Tables.City city, double weight, double[] place) {
      boolean abroad = !city.country().equals("us");
      int[] chosen = chooseTopics();
      String topic = topics.get(chosen[0]).name();
      String other = topics.get(chosen[chosen.length - 1]).name();
      String name = Names.group(random, city.name(), topic, other, abroad);
      String urlname = urlname(name);
      int number = ++groups;
      StringBuilder list = new StringBuilder("[");
      for (int i : chosen) {
        list.append(list.length() > 1 ? "," : "").append(topicJson.get(i));
      }
      list.append(']');
      List<String> fields = new ArrayList<>();
      fields.add("\"group_name\":" + JsonText.quote(name));
      if (!city.state().isEmpty()) {
        fields.add("\"group_state\":" + JsonText.quote(city.state()));
      }
      fields.add("\"group_city\":" + JsonText.quote(city.name()));
      fields.add("\"group_lat\":" + JsonText.number(place[0]));
      fields.add("\"group_urlname\":" + JsonText.quote(urlname));
      fields.add("\"group_id\":" + (1_000_000 + 17L * number));
      fields.add("\"group_country\":" + JsonText.quote(city.country()));
      fields.add("\"group_topics\":" + list);
      fields.add("\"group_lon\":" + JsonText.number(place[1]));
      if (random.chance(0.7)) {
        // The key order of the later years.
        fields.sort((a, b) -> Integer.compare(laterOrder(a), laterOrder(b)));
      }
      return new Group(
          city.country(),
          city.name(),
          city.state().isEmpty() ? null : city.state(),
          urlname,
          Arrays.stream(chosen).mapToObj(i -> topics.get(i).urlkey()).toList(),
          weight,
          "{" + String.join(",", fields) + "}",
          slots(urlname, topic, other, place));
    }

    private static int laterOrder(String field) {
      String key = field.substring(1, field.indexOf('"', 1));
      return List.of(
              "group_topics",
              "group_city",
              "group_country",
              "group_id",
              "group_name",
              "group_lon",
              "group_urlname",
              "group_state",
              "group_lat")
          .indexOf(key);
    }

    private int[] chooseTopics() {
      int count = topicCounts.next(random);
      Set<Integer> chosen = new LinkedHashSet<>();
      while (chosen.size() < count) {
        chosen.add(topicChoice.next(random));
      }
      return chosen.stream().mapToInt(Integer::intValue).toArray();
    }

    private String urlname(String name) {
      String base =
          name.replaceAll("[^\\p{Alnum}]+", "-").replaceAll("^-|-$", "").replaceAll("^$", "meetup");
      if (random.chance(0.2)) {
        base = base.toLowerCase(Locale.ROOT);
      }
      String urlname = base;
      for (int i = 2; !urlnames.add(urlname); i++) {
        urlname = base + "-" + i;
      }
      return urlname;
    }

    private List<Group.Slot> slots(String urlname, String topic, String other, double[] place) {
      List<Group.Slot> result = new ArrayList<>();
      String scheme = random.chance(0.5) ? "http" : "https";
      int count = 1 + random.nextInt(4);
      for (int i = 0; i < count; i++) {
        String url = scheme + "://www.meetup.com/" + urlname + "/events/";
        String quoted = JsonText.quote(url);
        long days = 4 + random.nextInt(40);
        long life = (long) (days * 86_400_000L / turnover);
        result.add(
            new Group.Slot(
                slots++,
                JsonText.quote(Names.event(random, topic, other)),
                quoted.substring(0, quoted.length() - 1),
                random.chance(0.19) ? null : venue(place),
                !random.chance(0.008),
                random.chance(0.28),
                life,
                (long) (random.nextDouble() * life)));
      }
      return List.copyOf(result);
    }

    private String venue(double[] place) {
      boolean nowhere = random.chance(0.05);
      double lat = nowhere ? 0 : place[0] + (random.nextInt(100_001) - 50_000) / 1e6;
      double lon = nowhere ? 0 : place[1] + (random.nextInt(100_001) - 50_000) / 1e6;
      return "{\"venue_name\":%s,\"lon\":%s,\"lat\":%s,\"venue_id\":%s}"
          .formatted(
              JsonText.quote(Names.place(random)),
              JsonText.number(Math.round(lon * 1e6) / 1e6),
              JsonText.number(Math.round(lat * 1e6) / 1e6),
              1_000_000 + random.nextInt(24_000_000));
    }
  }
}
