package dev.meetuppulse.meetup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meetuppulse.feed.EnvironmentProxies;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A network of which one event is not answered as it should be: the others must not wait for it.
 */
@Timeout(240)
class UnansweredEventTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final List<String> IDS = List.of("bad", "good");

  @TempDir private Path folder;

  private final List<String> said = new CopyOnWriteArrayList<>();
  private final Set<String> sent = ConcurrentHashMap.newKeySet();
  private final AtomicInteger searches = new AtomicInteger();

  @Test
  void aReadIsNeverAnswered_theOthersAreReadAndSearched_reportedOnce() throws Exception {
    runUntil(
        query ->
            asks(query, "query Rsvps") && asked(query).containsValue("bad")
                ? StubApi.response(500, "").build()
                : answer(query, 0),
        () -> sent.size() == 3 && !notAnswered().isEmpty());

    assertThat(sent).containsExactlyInAnyOrder("bad 1", "good 1", "good 2");
    assertThat(notAnswered())
        .containsExactly(
            "Meetup does not answer when asked for the RSVPs of the event https://x/bad (the service"
                + " answers 500); it is polled less and less often");
  }

  /** A row of it can't be read by the API: then there is no event. */
  @Test
  void aReadIsNullUntilItsPagesAreShort_isReadSoonerOrLater() throws Exception {
    runUntil(query -> answer(query, 10), () -> sent.size() == 4);

    assertThat(sent).containsExactlyInAnyOrder("bad 1", "bad 2", "good 1", "good 2");
  }

  /** Until something has happened, and then until some searches more were answered. */
  private void runUntil(Function<JsonNode, MockResponse> answers, Callable<Boolean> condition)
      throws Exception {
    try (StubApi stub = new StubApi(folder).answer(answers)) {
      MeetupSource source =
          new MeetupSource(stub.options(), new EnvironmentProxies(Map.of()), said::add);
      FutureTask<Void> running = new FutureTask<>(() -> run(source));
      new Thread(running).start();
      try {
        await().atMost(PATIENCE).until(() -> condition.call() || running.isDone());
        int before = searches.get();
        await().atMost(PATIENCE).until(() -> searches.get() > before + 5 || running.isDone());
      } finally {
        source.close();
        running.get(60, TimeUnit.SECONDS);
      }
    }
  }

  private List<String> notAnswered() {
    return said.stream().filter(line -> line.startsWith("Meetup does not answer when")).toList();
  }

  private Void run(MeetupSource source) throws InterruptedException {
    source.run(
        line -> {
          String text = new String(line.bytes(), StandardCharsets.UTF_8);
          String event = text.contains("\"bad\"") ? "bad" : "good";
          sent.add(event + " " + text.replaceAll(".*\"rsvp_id\":1?(\\d).*", "$1"));
        });
    return null;
  }

  private static boolean asks(JsonNode query, String what) {
    return query.path("query").asText().startsWith(what);
  }

  /** The ids that a query asks for, by their aliases. */
  private static Map<String, String> asked(JsonNode query) {
    Map<String, String> asked = new TreeMap<>();
    for (Map.Entry<String, JsonNode> one : query.path("variables").properties()) {
      if (one.getKey().matches("id\\d+")) {
        asked.put(one.getKey().replace("id", "n"), one.getValue().asText());
      }
    }
    return asked;
  }

  /**
   * Two RSVPs for each event, of which a search shows the newer one.
   *
   * @param rows the bad event is null where more of its RSVPs are asked for; 0 for never
   */
  private MockResponse answer(JsonNode query, int rows) {
    ObjectNode data = JSON.objectNode();
    boolean read = asks(query, "query Rsvps");
    if (asks(query, "query Network")) {
      searches.incrementAndGet();
      ObjectNode list = data.putObject("n0").putObject("eventsSearch");
      IDS.forEach(id -> list.withArray("edges").addObject().set("node", event(id, 1)));
    } else if (asks(query, "query Find")) {
      ObjectNode list = data.putObject("n0").putObject("events");
      IDS.forEach(id -> list.withArray("edges").addObject().set("node", event(id, 1)));
    }
    asked(query)
        .forEach(
            (alias, id) -> {
              JsonNode variables = query.path("variables");
              String own = alias.replace("n", "first");
              int first = variables.path(variables.has(own) ? own : "first").asInt();
              boolean refused = rows != 0 && first > rows && id.equals("bad");
              data.set(alias, refused ? JSON.nullNode() : event(id, read ? 2 : 1));
            });
    return StubApi.response(200, JSON.objectNode().set("data", data).toString()).build();
  }

  private static ObjectNode event(String id, int rows) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.DAYS);
    ObjectNode event = JSON.objectNode().put("id", id).put("token", id).put("title", id);
    event.put("eventUrl", "https://x/" + id).put("dateTime", now.plus(20, ChronoUnit.DAYS) + "");
    event.putObject("group").put("city", "Bonn").put("country", "de").put("urlname", "g");
    ObjectNode rsvps = event.putObject("rsvps").put("yesCount", 2);
    rsvps.putObject("pageInfo").put("hasNextPage", rows < 2);
    for (int row = 1; row <= rows; row++) {
      ObjectNode edge = rsvps.withArray("edges").addObject().put("cursor", "c" + row);
      edge.putObject("node")
          .put("id", (IDS.indexOf(id) * 10 + row) + "")
          .put("status", "YES")
          .put("updated", now.minus(row, ChronoUnit.DAYS) + "");
    }
    return event;
  }
}
