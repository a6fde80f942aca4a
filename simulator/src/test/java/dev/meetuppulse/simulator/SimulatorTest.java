package dev.meetuppulse.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meetuppulse.core.rsvp.Reason;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import dev.meetuppulse.oracle.Oracle;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

class SimulatorTest {
  private static final long START = 1_790_000_000_000L;
  private static final Duration DAY = Duration.ofDays(1);
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  @Test
  void statisticsOfALongRunAreThoseOfTheRecordings() throws IOException {
    Statistics all = new Statistics();
    Simulator simulator = new Simulator(SimulatorOptions.of(11, START, 1.4));
    while (all.lastAt < START + DAY.toMillis()) {
      all.add(simulator.next());
    }
    double lines = all.lines;
    double rsvps = all.firsts.size();
    SoftAssertions softly = new SoftAssertions();
    softly.assertThat(lines / DAY.toSeconds()).as("lines a second").isCloseTo(1.4, within(0.05));
    softly.assertThat(all.us / rsvps).as("US share").isCloseTo(0.626, within(0.015));
    softly.assertThat(all.newYork / (double) all.us).as("New York").isCloseTo(0.056, within(0.006));
    softly.assertThat(all.topicsTotal / lines).as("topics").isCloseTo(11.3, within(0.2));
    softly.assertThat(all.usSocial / (double) all.us).as("Social").isCloseTo(0.285, within(0.04));
    softly.assertThat(all.echoes / rsvps).as("echoes").isBetween(0.13, 0.21);
    softly.assertThat(all.older / lines).as("older than the line before").isBetween(0.14, 0.19);
    softly.assertThat(all.behind5s / lines).as("5 s behind").isBetween(0.06, 0.11);
    softly.assertThat(all.behind60s / lines).as("1 minute behind").isBetween(0.02, 0.036);
    softly.assertThat(all.yes / lines).as("yes").isCloseTo(0.77, within(0.02));
    softly.assertThat(all.withGuests / lines).as("guests").isCloseTo(0.07, within(0.02));
    softly.assertThat(all.guestsWithNo).as("guests with no").isZero();
    softly.assertThat(all.yesToNo / rsvps).as("yes to no").isCloseTo(0.014, within(0.004));
    softly.assertThat(all.noToYes / rsvps).as("no to yes").isCloseTo(0.004, within(0.002));
    softly
        .assertThat(all.guestsChanged / rsvps)
        .as("guests changed")
        .isCloseTo(0.03, within(0.006));
    softly.assertThat(all.withoutVenue / lines).as("no venue").isCloseTo(0.19, within(0.03));
    softly.assertThat(all.withoutPhoto / lines).as("no photo").isCloseTo(0.05, within(0.01));
    softly.assertThat(all.bytes / lines).as("size").isCloseTo(1_407, within(70.0));
    softly.assertThat(all.largest).as("largest").isBetween(1_700, 2_600);
    softly.assertThat(all.smallest).as("smallest").isBetween(450, 800);
    softly.assertThat(all.sharedNames()).as("names in several states").isGreaterThan(12);
    softly.assertAll();
  }

  @Test
  void theHoursOfTheDayShowInRateAndShareOfTheUs() throws IOException {
    long midnight = START - Math.floorMod(START, DAY.toMillis());
    Statistics night = run(midnight + Duration.ofHours(4).toMillis());
    Statistics noon = run(midnight + Duration.ofHours(12).toMillis());
    assertThat(night.us / (double) night.firsts.size()).isBetween(0.68, 0.78);
    assertThat(noon.us / (double) noon.firsts.size()).isBetween(0.38, 0.48);
    assertThat(night.lines).isGreaterThan(noon.lines);
  }

  private static Statistics run(long start) throws IOException {
    Statistics statistics = new Statistics();
    Simulator simulator = new Simulator(SimulatorOptions.of(3, start, 10));
    while (statistics.lastAt < start + 600_000) {
      statistics.add(simulator.next());
    }
    return statistics;
  }

  @Test
  void equalOptionsGiveEqualBytesAtEqualTimes() {
    SimulatorOptions options =
        SimulatorOptions.of(5, START, 200)
            .withRecords(20_000)
            .withPoison(0.001)
            .withBursts(
                List.of(new Burst("social", null, START + 5_000, 3, Duration.ofSeconds(20))));
    Simulator one = new Simulator(options);
    Simulator other = new Simulator(options);
    long at = START;
    while (one.hasNext()) {
      SimulatedLine line = one.next();
      SimulatedLine same = other.next();
      assertThat(line.at()).isEqualTo(same.at()).isGreaterThanOrEqualTo(at);
      assertThat(Arrays.equals(line.bytes(), same.bytes())).isTrue();
      at = line.at();
    }
    assertThat(one.emitted()).isEqualTo(20_000);
    assertThatThrownBy(one::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void anotherSeedGivesAnotherStream() {
    SimulatedLine one = new Simulator(SimulatorOptions.of(1, START, 1)).next();
    SimulatedLine other = new Simulator(SimulatorOptions.of(2, START, 1)).next();
    assertThat(one.bytes()).isNotEqualTo(other.bytes());
  }

  @Test
  void truthFromLinesIsTruthFromWhatTheyWereMadeOf() {
    Truth made = new Truth(Set.of("us"));
    Truth read = new Truth(Set.of("us"));
    Simulator simulator =
        new Simulator(
            SimulatorOptions.of(8, START, 50).withRecords(30_000).withEchoes(0.5).withPoison(0.01));
    while (simulator.hasNext()) {
      SimulatedLine line = simulator.next();
      made.accept(line);
      read.accept(line.bytes(), line.at());
    }
    Oracle.RecordCounts records = read.records();
    assertThat(made.records()).isEqualTo(records);
    assertThat(records.received())
        .isEqualTo(30_000)
        .isEqualTo(
            records.invalid()
                + records.filtered()
                + records.newRsvps()
                + records.duplicate()
                + records.stale()
                + records.changed());
    assertThat(records.invalid()).isPositive();
    assertThat(records.duplicate()).isPositive();
    assertThat(records.stale()).isPositive();
    assertThat(records.changed()).isPositive();
    assertThat(made.clock()).isEqualTo(read.clock());
    List<Dimension> dimensions = List.of(Dimension.values());
    assertThat(made.report(made.clock(), dimensions, Window.DEFAULTS, 50).toString())
        .isEqualTo(read.report(read.clock(), dimensions, Window.DEFAULTS, 50).toString());
  }

  @Test
  void poisonCoversEveryReason() {
    Set<Reason> reasons = EnumSet.noneOf(Reason.class);
    Poison poison = new Poison(1);
    for (int i = 0; i < poison.kindCount(); i++) {
      PoisonLine line = poison.line(i, START);
      reasons.addAll(line.reasons());
      assertThat(line.bytes()).doesNotContain('\n');
    }
    assertThat(reasons).containsExactlyInAnyOrder(Reason.values());
  }

  @Test
  void aBurstMultipliesTheRateOfItsTopicWhileItLasts() {
    Burst burst = new Burst("hiking", null, START + 600_000, 5, Duration.ofMinutes(10));
    Simulator simulator =
        new Simulator(
            SimulatorOptions.of(4, START, 50).withDaily(false).withBursts(List.of(burst)));
    long[] inTenMinutes = new long[3];
    while (true) {
      SimulatedLine line = simulator.next();
      int tenMinutes = (int) ((line.at() - START) / 600_000);
      if (tenMinutes > 2) {
        break;
      }
      if (((SimulatedRsvp) line).group().topics().contains("hiking")) {
        inTenMinutes[tenMinutes]++;
      }
    }
    assertThat(inTenMinutes[1] / (double) inTenMinutes[0]).isCloseTo(5, within(0.6));
    assertThat(inTenMinutes[2] / (double) inTenMinutes[0]).isCloseTo(1, within(0.15));
    Simulator.BurstRecord did = simulator.bursts().get(0);
    assertThat(did.rsvps()).isCloseTo(Math.round(did.usualRate() * 4 * 600), within(300L));
  }

  @Test
  void speedChangesTheRateFromHereOn() {
    Simulator simulator = new Simulator(SimulatorOptions.of(4, START, 10).withDaily(false));
    long at = skip(simulator, 1_000);
    simulator.speed(20);
    long then = skip(simulator, 20_000);
    assertThat(20_000_000.0 / (then - at)).isCloseTo(200, within(10.0));
  }

  private static long skip(Simulator simulator, int lines) {
    long at = 0;
    for (int i = 0; i < lines; i++) {
      at = simulator.next().at();
    }
    return at;
  }

  @Test
  void aBurstOfAnUnknownTopicIsRefused() {
    SimulatorOptions options =
        SimulatorOptions.of(4, START, 10)
            .withBursts(List.of(new Burst("no-such", null, START, 3, DAY)));
    assertThatThrownBy(() -> new Simulator(options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no-such");
  }

  /** Counts over lines as a reader of the stream sees them. */
  private static final class Statistics {
    final Map<Long, String> firsts = new HashMap<>();
    final Map<Long, Set<String>> answers = new HashMap<>();
    final Map<String, Set<String>> statesOfNames = new HashMap<>();
    long lines;
    long us;
    long newYork;
    long usSocial;
    long topicsTotal;
    long echoes;
    long older;
    long behind5s;
    long behind60s;
    long yes;
    long withGuests;
    long guestsWithNo;
    long yesToNo;
    long noToYes;
    long guestsChanged;
    long withoutVenue;
    long withoutPhoto;
    long bytes;
    int largest;
    int smallest = Integer.MAX_VALUE;
    long lastAt;
    private long lastMtime;
    private long newest;

    void add(SimulatedLine line) throws IOException {
      byte[] text = line.bytes();
      JsonNode rsvp = MAPPER.readTree(text);
      lines++;
      bytes += text.length;
      largest = Math.max(largest, text.length);
      smallest = Math.min(smallest, text.length);
      long mtime = rsvp.path("mtime").longValue();
      assertThat(mtime).isPositive().isLessThanOrEqualTo(line.at());
      older += mtime < lastMtime ? 1 : 0;
      behind5s += mtime < newest - 5_000 ? 1 : 0;
      behind60s += mtime < newest - 60_000 ? 1 : 0;
      lastMtime = mtime;
      newest = Math.max(newest, mtime);
      lastAt = line.at();

      String response = rsvp.path("response").textValue();
      int guests = rsvp.path("guests").intValue();
      yes += response.equals("yes") ? 1 : 0;
      withGuests += guests > 0 ? 1 : 0;
      guestsWithNo += guests > 0 && response.equals("no") ? 1 : 0;
      withoutVenue += rsvp.has("venue") ? 0 : 1;
      withoutPhoto += rsvp.path("member").has("photo") ? 0 : 1;
      JsonNode group = rsvp.path("group");
      JsonNode topics = group.path("group_topics");
      topicsTotal += topics.size();

      long id = rsvp.path("rsvp_id").longValue();
      String answer = response + guests;
      String before = firsts.putIfAbsent(id, answer);
      if (before == null) {
        if (group.path("group_country").textValue().equals("us")) {
          us++;
          newYork += group.path("group_city").textValue().equals("New York") ? 1 : 0;
          for (JsonNode topic : topics) {
            usSocial += topic.path("urlkey").textValue().equals("social") ? 1 : 0;
          }
          statesOfNames
              .computeIfAbsent(group.path("group_city").textValue(), name -> new HashSet<>())
              .add(group.path("group_state").textValue());
        }
      } else if (answers.get(id).contains(answer)) {
        echoes += mtime % 1000 == 0 && line.at() - mtime < 600_000 ? 1 : 0;
      } else if (before.startsWith("yes") && response.equals("no")) {
        yesToNo++;
      } else if (before.startsWith("no") && response.equals("yes")) {
        noToYes++;
      } else {
        guestsChanged++;
      }
      answers.computeIfAbsent(id, unseen -> new HashSet<>()).add(answer);
    }

    long sharedNames() {
      return statesOfNames.values().stream().filter(states -> states.size() > 1).count();
    }
  }
}
