package dev.meetuppulse.meetup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meetuppulse.feed.EnvironmentProxies;
import dev.meetuppulse.feed.Line;
import dev.meetuppulse.feed.LineSink;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A network of which one event is never answered: the others must not wait for it. */
@Timeout(120)
class UnansweredEventTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<String> IDS = List.of("bad", "good");

  @TempDir private Path folder;

  private final List<String> said = new CopyOnWriteArrayList<>();
  private final Set<String> sent = ConcurrentHashMap.newKeySet();
  private final AtomicInteger searches = new AtomicInteger();

  @Test
  void aReadIsNeverAnswered_theOthersAreReadAndSearched_saidOnce() throws Exception {
    try (StubApi stub = new StubApi(folder).answer(query -> answer(query, "query Rsvps"))) {
      MeetupSource source = source(stub);
      CompletableFuture<Void> running = CompletableFuture.runAsync(() -> run(source));
      await().until(() -> sent.size() == 3 || running.isDone());
      await().until(() -> !notAnswered().isEmpty() || running.isDone());
      int before = searches.get();
      await().until(() -> searches.get() > before + 5 || running.isDone());
      source.close();
      running.get(60, TimeUnit.SECONDS);
    }

    assertThat(sent).containsExactlyInAnyOrder("bad 1", "good 1", "good 2");
    assertThat(notAnswered())
        .containsExactly(
            "Meetup does not answer for the event https://x/bad (the service answers 500); it is"
                + " asked for less and less often");
  }

  private List<String> notAnswered() {
    return said.stream().filter(line -> line.startsWith("Meetup does not answer for")).toList();
  }

  private MeetupSource source(StubApi stub) throws Exception {
    return new MeetupSource(stub.options(), new EnvironmentProxies(Map.of()), said::add);
  }

  private void run(MeetupSource source) {
    try {
      source.run(
          new LineSink() {
            @Override
            public void accept(Line line) {
              String text = new String(line.bytes(), StandardCharsets.UTF_8);
              String event = text.contains("\"bad\"") ? "bad" : "good";
              sent.add(event + " " + text.replaceAll(".*\"rsvp_id\":1?(\\d).*", "$1"));
            }
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Two RSVPs for each event, of which a search shows the newer one. */
  private MockResponse answer(JsonNode query, String refused) {
    String text = query.path("query").asText();
    Map<String, String> asked = new TreeMap<>();
    query
        .path("variables")
        .properties()
        .forEach(
            one -> {
              if (one.getKey().matches("id\\d+")) {
                asked.put(one.getKey().replace("id", "n"), one.getValue().asText());
              }
            });
    if (text.startsWith(refused) && asked.containsValue("bad")) {
      return StubApi.response(500, "").build();
    }
    ObjectNode data = JSON.objectNode();
    if (text.startsWith("query Network")) {
      searches.incrementAndGet();
      ObjectNode list = data.putObject("n0").putObject("eventsSearch");
      IDS.forEach(id -> list.withArray("edges").addObject().set("node", event(id, 1)));
    }
    asked.forEach((alias, id) -> data.set(alias, event(id, text.contains("Rsvps") ? 2 : 1)));
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
