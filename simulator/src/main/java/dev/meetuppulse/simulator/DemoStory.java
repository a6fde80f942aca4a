package dev.meetuppulse.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The bursts of the demo, so that there is something to see soon after its start: San Francisco
 * loses the lead to New York in the first minute, and a topic begins to trend in one city within
 * two, and then another now and then. How strong they are follows from the world and the stream, so
 * that the story is the same at any hour and with any seed.
 */
public final class DemoStory {
  private static final String RUSHED = "San Francisco, CA";

  /** The rush leaves the window of five minutes about when the page comes up. */
  private static final Duration RUSH_BEFORE = Duration.ofSeconds(250);

  private static final Duration RUSH_LENGTH = Duration.ofSeconds(30);
  private static final double RUSH_PART = 0.6;

  private static final Duration FIRST_TREND_AFTER = Duration.ofSeconds(10);
  private static final Duration TREND_EVERY = Duration.ofMinutes(12);
  private static final Duration TREND_LENGTH = Duration.ofMinutes(8);
  private static final double TREND_PART = 0.08;
  private static final int TRENDS = 20;

  private static final List<String> CITIES =
      List.of("Austin, TX", "Denver, CO", "Chicago, IL", "Seattle, WA", "Atlanta, GA");

  /** The first that a city has is the one that bursts there; any city has the last. */
  private static final List<String> TOPICS =
      List.of("board-games", "softwaredev", "livemusic", "wine", "hiking", "social");

  private final World world;

  /** The story in the world of a stream's {@code seed} and {@code groups}. */
  public DemoStory(long seed, int groups) {
    this(new World(seed, groups));
  }

  DemoStory(World world) {
    this.world = world;
  }

  /**
   * The bursts.
   *
   * @param start of the demo, ms since the epoch
   */
  public List<Burst> bursts(long start) {
    List<Burst> bursts = new ArrayList<>();
    bursts.add(burst("social", RUSHED, start - RUSH_BEFORE.toMillis(), RUSH_LENGTH, RUSH_PART));
    long at = start + FIRST_TREND_AFTER.toMillis();
    for (int i = 0; i < TRENDS; i++) {
      String city = CITIES.get(i % CITIES.size());
      String topic = topic(city, i / CITIES.size());
      bursts.add(burst(topic, city, at, TREND_LENGTH, TREND_PART));
      at += TREND_EVERY.toMillis();
    }
    return bursts;
  }

  private String topic(String city, int skip) {
    List<String> there = TOPICS.stream().filter(topic -> share(topic, city) > 0).toList();
    return there.get(Math.min(skip, there.size() - 1));
  }

  /** A burst that adds a part of the stream of the US to it. */
  private Burst burst(String topic, String city, long start, Duration length, double part) {
    return new Burst(topic, city, start, 1 + part / share(topic, city), length);
  }

  private double share(String topic, String city) {
    return world.carriers(topic, city).mapToDouble(world::share).sum();
  }
}
