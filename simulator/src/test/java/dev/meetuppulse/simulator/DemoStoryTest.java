package dev.meetuppulse.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.core.trend.SurpriseDetector;
import dev.meetuppulse.core.trend.Trend;
import dev.meetuppulse.core.trend.TrendOptions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the first two minutes of the demo as a viewer sees them, on the stream's own time. */
class DemoStoryTest {
  private static final double LINES_PER_SECOND = 25;
  private static final long HISTORY = Duration.ofHours(1).toMillis();
  private static final long SECOND = 1_000;

  /** As soon as this after its start the demo's page may be up. */
  private static final long PAGE_UP = 15 * SECOND;

  private final Map<String, Integer> topics = new HashMap<>();
  private final Set<Long> seen = new HashSet<>();
  private final Deque<SimulatedRsvp> fiveMinutes = new ArrayDeque<>();
  private final Map<String, Integer> cities = new HashMap<>();
  private long inBucket;
  private final SurpriseDetector detector =
      new SurpriseDetector(TrendOptions.DEFAULTS.part(TrendOptions.TOPICS));

  /** Starts at every hour of a day, each in a world of its own. */
  static LongStream starts() {
    return LongStream.range(0, 24).map(hour -> 1_790_000_000_000L + hour * 3_600_000);
  }

  @ParameterizedTest
  @MethodSource("starts")
  void newYorkOvertakesWithinAMinute_andATopicTrendsWithinTwo(long start) {
    long seed = start / 3_600_000 % 24 + 1;
    SimulatorOptions options = SimulatorOptions.of(seed, start - HISTORY, LINES_PER_SECOND);
    World world = new World(seed, options.groups());
    Simulator stream = new Simulator(options.withBursts(new DemoStory(world).bursts(start)), world);
    String leader = null;
    Set<String> trending = new HashSet<>();
    long closed = options.start();
    while (closed < start + 120 * SECOND) {
      SimulatedRsvp rsvp = (SimulatedRsvp) stream.next();
      while (closed + SECOND <= rsvp.at()) {
        closed += SECOND;
        close(closed);
        if (closed == start + PAGE_UP) {
          leader = leader();
        }
        if (closed == start + PAGE_UP + 60 * SECOND) {
          assertThat(leader).as("when the page comes up").isEqualTo("San Francisco, CA");
          assertThat(leader()).as("a minute later").isEqualTo("New York, NY");
        }
      }
      if (rsvp.group().country().equals("us") && seen.add(rsvp.id())) {
        count(rsvp);
      }
    }
    for (Trend trend : detector.rising()) {
      topics.forEach(
          (topic, key) -> trending.addAll(key == trend.key() ? Set.of(topic) : Set.of()));
    }
    assertThat(trending).as("after two minutes").contains(first(world, start).topic());
  }

  private static Burst first(World world, long start) {
    return new DemoStory(world).bursts(start).get(1);
  }

  private void count(SimulatedRsvp rsvp) {
    inBucket++;
    fiveMinutes.add(rsvp);
    cities.merge(rsvp.group().cityKey(), 1, Integer::sum);
    for (String topic : rsvp.group().topics()) {
      detector.add(topics.computeIfAbsent(topic, unseen -> topics.size()), 1);
    }
  }

  private void close(long end) {
    detector.close(end, inBucket);
    inBucket = 0;
    while (!fiveMinutes.isEmpty() && fiveMinutes.peek().at() < end - 300 * SECOND) {
      cities.merge(fiveMinutes.remove().group().cityKey(), -1, Integer::sum);
    }
  }

  private String leader() {
    return cities.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }
}
