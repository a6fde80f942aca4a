package dev.meetuppulse.simulator.meetup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meetuppulse.core.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Checks the answers to queries, and how they misbehave. */
class ApiEngineTest {
  private static final long START = 1_790_000_000_000L;
  private static final long HOUR = 3_600_000L;
  private static final String ALL = "filter:{rsvpStatus:[YES,NO,WAITLIST]}";

  @Test
  void truth_atATime_doesNotDependOnHowItGotThere() {
    ApiEngine once = engine(Set.of());
    ApiEngine often = engine(Set.of());
    for (long now = START; now < START + 5 * HOUR; now += 7_000) {
      often.upcoming(now);
    }

    assertThat(truth(once, START + 5 * HOUR)).isEqualTo(truth(often, START + 5 * HOUR));
    assertThat(truth(once, START + 6 * HOUR)).isNotEqualTo(truth(often, START + 5 * HOUR));
    assertThat(once.upcoming(START + 6 * HOUR)).isEqualTo(60);
  }

  @Test
  void rsvps_withoutAFilter_noneThatWasTakenBack() {
    ApiEngine engine = engine(Set.of());
    Set<String> seen = new HashSet<>();
    Set<String> seenOfAll = new HashSet<>();
    for (JsonNode event : events(engine, START)) {
      String id = event.get("id").asText();
      statuses(engine, id, "first:100").forEach(seen::add);
      statuses(engine, id, "first:100," + ALL).forEach(seenOfAll::add);
    }

    assertThat(seen).containsExactly("YES");
    assertThat(seenOfAll).containsExactlyInAnyOrder("YES", "NO", "WAITLIST");
  }

  @Test
  void rsvps_lastChangedFirst() {
    ApiEngine engine = engine(Set.of());
    long now = START + 3 * HOUR;
    for (JsonNode event : events(engine, now)) {
      List<String> times = new ArrayList<>();
      ask(engine, event(event, "rsvps(first:100," + ALL + "){edges{node{updated}}}"), now)
          .at("/data/event/rsvps/edges")
          .forEach(edge -> times.add(edge.at("/node/updated").asText()));
      assertThat(times).isSortedAccordingTo((a, b) -> b.compareTo(a));
    }
  }

  @Test
  void totals_aboveTheEdges() {
    ApiEngine engine = engine(EnumSet.of(ApiFault.TOTALS));
    int above = 0;
    for (JsonNode event : events(engine, START)) {
      JsonNode rsvps =
          ask(engine, event(event, "rsvps(first:200){totalCount edges{cursor}}"), START)
              .at("/data/event/rsvps");
      above += rsvps.get("totalCount").asInt() - rsvps.get("edges").size();
    }
    assertThat(above).isPositive();
  }

  @Test
  void nulls_privateGroupsAlwaysOthersAtTimes() {
    ApiEngine engine = new ApiEngine(options(300, 600, EnumSet.of(ApiFault.NULLS)));
    Map<String, Integer> nulls = new HashMap<>();
    for (int i = 0; i < 10; i++) {
      for (JsonNode event : events(engine, START)) {
        nulls.merge(event.get("token").asText(), event.get("group").isNull() ? 1 : 0, Integer::sum);
      }
    }
    assertThat(nulls.values()).contains(0, 1, 10);
  }

  @Test
  void series_anIdBecomesAnothersButNotTheToken() {
    ApiEngine engine = engine(EnumSet.of(ApiFault.SERIES));
    Map<String, String> tokens = new HashMap<>();
    events(engine, START)
        .forEach(it -> tokens.put(it.get("id").asText(), it.get("token").asText()));
    int same = 0;
    int anothers = 0;
    int nobodys = 0;
    for (Map.Entry<String, String> entry : tokens.entrySet()) {
      String query = "{event(id:\"" + entry.getKey() + "\"){token}}";
      JsonNode event = ask(engine, query, START + 2 * HOUR).at("/data/event");
      nobodys += event.isNull() ? 1 : 0;
      same += event.path("token").asText().equals(entry.getValue()) ? 1 : 0;
      anothers += event.isNull() || event.path("token").asText().equals(entry.getValue()) ? 0 : 1;
    }
    assertThat(List.of(same, anothers, nobodys)).allMatch(count -> count > 0);
  }

  @Test
  void network_oneEventForEachGroup() {
    ApiEngine engine = engine(EnumSet.of(ApiFault.NETWORK));
    Map<String, Set<String>> tokens = new HashMap<>();
    for (JsonNode event : events(engine, START)) {
      if (!event.get("networkEvent").isNull()) {
        tokens
            .computeIfAbsent(event.at("/networkEvent/id").asText(), id -> new HashSet<>())
            .add(event.get("token").asText());
      }
    }
    assertThat(tokens).hasSize(2);
    assertThat(tokens.values()).allMatch(set -> set.size() == 3);
  }

  @Test
  void online_noCity() {
    ApiEngine engine = new ApiEngine(options(300, 600, EnumSet.of(ApiFault.ONLINE)));
    int online = 0;
    int cityless = 0;
    for (JsonNode event : events(engine, START)) {
      boolean isOnline = event.at("/venues/0/venueType").asText().equals("online");
      online += isOnline && event.at("/venues/0/city").isNull() ? 1 : 0;
      cityless += event.at("/group/city").isNull() ? 1 : 0;
    }
    assertThat(online).isPositive();
    assertThat(cityless).isPositive();
  }

  @Test
  void aFieldThatIsNotThere_reportedAsMeetupDoes() {
    JsonNode error =
        ask(engine(Set.of()), "{event(id:\"1\"){member{name}}}", START).at("/errors/0");

    assertThat(error.at("/extensions/classification").asText()).isEqualTo("ValidationError");
    assertThat(error.at("/message").asText()).contains("member");
    assertThat(error.at("/locations/0/column").asInt()).isEqualTo(16);
  }

  @Test
  void aDateTimeWithoutAZone_refused() {
    String query =
        "{proNetwork(urlname:\"simulated\"){eventsSearch(input:{filter:{eventDateMin:"
            + "\"2026-01-01T00:00:00%s\"}}){totalCount}}}";

    assertThat(ask(engine(Set.of()), String.format(query, ""), START).has("errors")).isTrue();
    assertThat(ask(engine(Set.of()), String.format(query, "Z"), START).has("errors")).isFalse();
  }

  @Test
  void cost_aPointForEachThingAndFiftyRows() {
    assertThat(
            ApiEngine.cost(
                "{a:event(id:1){id} b:event(id:2){rsvps(first:49){totalCount}}}", Map.of()))
        .isEqualTo(2);
    String nested =
        "query($n:Int!){proNetwork{eventsSearch(input:{first:$n}){edges{node{...f}}}}}"
            + " fragment f on Event{rsvps(first:3){totalCount}}";
    assertThat(ApiEngine.cost(nested, Map.of("n", 40))).isEqualTo(1 + 160 / 50);
    assertThat(ApiEngine.cost("no query", Map.of())).isEqualTo(1);
  }

  @Test
  void faults_unknown_named() {
    assertThat(ApiFault.parse("all")).hasSize(ApiFault.values().length);
    assertThat(ApiFault.parse("none")).isEmpty();
    assertThat(ApiFault.parse("slow,cuts")).containsExactly(ApiFault.SLOW, ApiFault.CUTS);
    assertThatThrownBy(() -> ApiFault.parse("slow,x"))
        .hasMessageStartingWith("unknown fault 'x'; allowed: all, none, or some of shifts,");
  }

  private static ApiEngine engine(Set<ApiFault> faults) {
    return new ApiEngine(options(20, 60, faults));
  }

  private static ApiOptions options(int groups, int events, Set<ApiFault> faults) {
    ApiOptions.WorldTime pace = new ApiOptions.WorldTime(START, 1, Duration.ofDays(9));
    return new ApiOptions(3, groups, events, 300, pace, 500, faults);
  }

  /** In the first two hours. */
  @Test
  void poison_someEventsLeadToNoAnswer_othersToNull() {
    ApiEngine engine = new ApiEngine(options(20, 200, EnumSet.of(ApiFault.POISON)));
    List<JsonNode> events = events(engine, START);
    int refused = 0;
    int hidden = 0;
    for (JsonNode event : events) {
      Optional<Map<String, Object>> answer = engine.execute(event(event, "id"), Map.of(), START);
      refused += answer.isEmpty() ? 1 : 0;
      hidden += answer.map(it -> it.containsKey("errors")).orElse(false) ? 1 : 0;
    }
    assertThat(refused).isBetween(1, 20);
    assertThat(hidden).isBetween(1, 20);

    for (JsonNode event : events) {
      assertThat(engine.execute(event(event, "id"), Map.of(), START + 2 * HOUR + 1)).isPresent();
    }
  }

  private static ObjectNode truth(ApiEngine engine, long now) {
    return engine.truth(Set.of(), START, Settings.defaults().windows(), 1_000, now);
  }

  private static List<JsonNode> events(ApiEngine engine, long now) {
    String query =
        "{proNetwork(urlname:\"simulated\"){eventsSearch(input:{first:200%s}){pageInfo{hasNextPage"
            + " endCursor} edges{node{id token networkEvent{id} venues{venueType city}"
            + " group{city}}}}}}";
    List<JsonNode> events = new ArrayList<>();
    String after = "";
    JsonNode page;
    do {
      page = ask(engine, String.format(query, after), now).at("/data/proNetwork/eventsSearch");
      page.get("edges").forEach(edge -> events.add(edge.get("node")));
      after = ",after:\"" + page.at("/pageInfo/endCursor").asText() + "\"";
    } while (page.at("/pageInfo/hasNextPage").asBoolean());
    return events;
  }

  private static List<String> statuses(ApiEngine engine, String id, String arguments) {
    List<String> statuses = new ArrayList<>();
    ask(engine, "{event(id:\"" + id + "\"){rsvps(" + arguments + "){edges{node{status}}}}}", START)
        .at("/data/event/rsvps/edges")
        .forEach(edge -> statuses.add(edge.at("/node/status").asText()));
    return statuses;
  }

  private static String event(JsonNode event, String fields) {
    return "{event(id:\"" + event.get("id").asText() + "\"){" + fields + "}}";
  }

  private static JsonNode ask(ApiEngine engine, String query, long now) {
    return new ObjectMapper().valueToTree(engine.execute(query, Map.of(), now).orElseThrow());
  }
}
