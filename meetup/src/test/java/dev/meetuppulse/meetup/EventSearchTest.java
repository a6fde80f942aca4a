package dev.meetuppulse.meetup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.feed.FeedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Searches some of whose pages are missing, as a field that the API can't read leads to. */
class EventSearchTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final Pace PACE =
      Pace.of(Duration.ofSeconds(30), new Pace.PollLoad(0, 0, 0, 0), 500);
  private static final String MISSING = "{'n0':null}";

  private final List<String> said = new ArrayList<>();
  private long ticks = 7;

  @Test
  void aLaterPageIsMissing_askedAgainWithLess_andThenWhatIsBehindIt() throws Exception {
    EventSearch search = search(List.of("n"), List.of());
    assertAsks(next(search), null, true, true);
    answer(search, page("eventsSearch", "a"));

    assertAsks(next(search), "a", true, true);
    answer(search, MISSING);
    assertAsks(next(search), "a", false, true);
    answer(search, MISSING);
    assertAsks(next(search), "a", false, false);
    answer(search, page("eventsSearch", "b"));
    assertAsks(next(search), "b", true, true);
    assertThat(said).isEmpty();
  }

  @Test
  void aLaterPageStaysMissing_reportedAndLeftToTheNextSearch() throws Exception {
    EventSearch search = search(List.of(), List.of("g"));
    next(search);
    answer(search, page("events", "a"));
    for (int i = 0; i < 3; i++) {
      assertThat(next(search).variables()).containsEntry("after0", "a");
      answer(search, MISSING);
    }

    assertThat(next(search).variables()).containsEntry("after0", null);
    assertThat(said)
        .containsExactly(
            "the group g shows only some of its events; the others are requested again");
  }

  @Test
  void aNetworkIsMissing_onlyAfterThreeTriesThereIsNone() throws Exception {
    EventSearch search = search(List.of("n"), List.of());
    for (int i = 0; i < 2; i++) {
      next(search);
      answer(search, "{'n0':{'eventsSearch':null}}");
    }
    next(search);

    assertThatThrownBy(() -> answer(search, MISSING))
        .isInstanceOf(FeedException.class)
        .hasMessageStartingWith("there is no Pro network 'n' ");
  }

  /** The service may be in trouble: what an earlier process knew of the network is true. */
  @Test
  void aNetworkIsMissing_butItHasAnsweredBefore_reportedAndRequestedByTheNextSearch()
      throws Exception {
    EventSearch search = search(List.of("n"), List.of());
    search.resume(Set.of("n"));
    for (int i = 0; i < 3; i++) {
      next(search);
      answer(search, MISSING);
    }

    assertAsks(next(search, NOW + 30_000), null, true, false);
    assertThat(said)
        .containsExactly(
            "the network n is not there for this member (private, renamed or gone); it is requested"
                + " again");
  }

  /** A mistyped one is reported at once, also beside known ones. */
  @Test
  void anotherNetworkIsMissing_thereIsNone() throws Exception {
    EventSearch search = search(List.of("n", "mistyped"), List.of());
    search.resume(Set.of("n"));
    next(search);
    answer(search, "{'n0':{'eventsSearch':{}}}");
    for (int i = 0; i < 2; i++) {
      next(search);
      answer(search, MISSING);
    }
    next(search);

    assertThatThrownBy(() -> answer(search, MISSING))
        .isInstanceOf(FeedException.class)
        .hasMessageStartingWith("there is no Pro network 'mistyped' ");
    assertThat(search.answeredNetworks()).containsExactly("n");
  }

  /** The date of one answer may be wrong by years. */
  @Test
  void times_areSpans_alsoWhereADateIsWrong() throws Exception {
    EventSearch search = search(List.of("n"), List.of());
    assertThat(search.times()).isEqualTo(new EventSearch.SearchTimes(0, 0, 0));
    long last = 0;
    for (long date : new long[] {NOW - 1_000_000_000_000L, NOW, NOW + 30_000}) {
      next(search, date);
      search.answered(json("{'n0':{'eventsSearch':{}}}"), date, node -> {});
      ticks += 30_000;
      assertThat(search.times().millis()).isEqualTo(last + 30_000);
      assertThat(search.times().wholeMillis()).isEqualTo(Math.max(0, last - 30_000));
      last += 30_000;
    }
    assertThat(search.times().lastWhole()).isEqualTo(NOW);
  }

  @Test
  void groupsAreMissing_reportedAndNotRequestedTwiceInASearch() throws Exception {
    EventSearch search = search(List.of(), List.of("g", "h"));
    assertThat(next(search).variables()).containsEntry("urlname1", "h");
    answer(search, "{'n0':null,'n1':{'events':{}}}");

    assertThat(next(search).variables()).containsEntry("urlname0", "g");
    assertThat(said).hasSize(1).first().asString().startsWith("the group g is not there ");
  }

  /** One page's field is read for ever: the other pages, and other tasks, must not wait for it. */
  @Test
  void aPageIsNeverAnswered_requestedWithLess_thenItRests_reportedOnce() throws Exception {
    EventSearch search = search(List.of("n"), List.of());
    for (int round = 0; round < 3; round++) {
      long now = NOW + round * 40_000;
      next(search, now);
      search.answered(json(page("eventsSearch", "a")), now, node -> {});
      if (round < 2) {
        for (int tries = 1; tries <= 3; tries++) {
          assertAsks(next(search, now), "a", tries == 1, tries < 3 && round == 0);
          search.unanswered(now + tries, now);
        }
      }
      assertThat(next(search, now).variables()).containsEntry("after0", null);
      search.answered(json("{'n0':{'eventsSearch':{}}}"), now, node -> {});
    }
    assertThat(said)
        .containsExactly(
            "the network n: a page of its events is not answered; it is requested less and less"
                + " often");
  }

  @Test
  void groupsAreNotAnswered_eachAskedAlone() throws Exception {
    EventSearch search = search(List.of(), List.of("g", "h"));
    next(search);
    search.unanswered(NOW, 0);

    assertThat(next(search).variables())
        .containsEntry("urlname0", "g")
        .doesNotContainKey("urlname1");
    answer(search, "{'n0':{'events':{}}}");
    assertThat(next(search).variables()).containsEntry("urlname0", "h");
  }

  @Test
  void theOnlyPageRests_noPageIsDueMeanwhile() {
    EventSearch search = search(List.of("n"), List.of());
    for (int round = 0; round < 2; round++) {
      for (int tries = 1; tries <= 3; tries++) {
        next(search, NOW + round * 30_000);
        search.unanswered(NOW + round * 30_000, NOW + round);
      }
    }

    assertThat(search.rests(NOW + 31_000)).isTrue();
    assertThat(search.hasMissed(NOW + 30_500, NOW + 31_000)).isTrue();
    assertThat(search.rests(NOW + 330_000)).isFalse();
  }

  /** Where a cursor is a position, other bounds would shift the pages. */
  @Test
  void allPagesOfASearch_haveTheSameBounds() throws Exception {
    EventSearch search = search(List.of("n"), List.of());
    Query first = next(search, NOW);
    answer(search, page("eventsSearch", "a"));
    Query second = next(search, NOW + 10_000);

    assertThat(second.variables().get("from")).isEqualTo(first.variables().get("from"));
    assertThat(second.variables().get("to")).isEqualTo(first.variables().get("to"));
  }

  /** An earlier process may have followed others. */
  @Test
  void covers_ofGroupsThoseThatAreNamedOrShown() {
    EventSearch groups = search(List.of(), List.of("Named"));
    EventSearch network = search(List.of("n"), List.of("Named"));
    WatchedEvent other = event("other");

    assertThat(groups.covers(event("named"), NOW)).isTrue();
    assertThat(groups.covers(other, NOW)).isFalse();
    assertThat(network.covers(other, NOW)).isTrue();

    // A group that was renamed.
    other.shown(NOW);
    assertThat(groups.covers(other, NOW)).isTrue();
  }

  private static WatchedEvent event(String group) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return new WatchedEvent(
        new EventFacts("t", NOW, json.objectNode(), json.objectNode().put("group_urlname", group)),
        "id",
        WatchedEvent.ReadProgress.NONE);
  }

  private static void assertAsks(Query query, String after, boolean answers, boolean facts) {
    assertThat(query.variables())
        .containsEntry("after0", after)
        .containsEntry("answers", answers)
        .containsEntry("facts", facts);
  }

  private EventSearch search(List<String> networks, List<String> groups) {
    MeetupOptions.Targets targets = new MeetupOptions.Targets(networks, groups);
    return new EventSearch(
        new MeetupOptions(Settings.defaults(), targets, 60, Duration.ofSeconds(30), false),
        () -> ticks,
        new Notices(said::add));
  }

  private static Query next(EventSearch search) {
    return next(search, NOW);
  }

  private static Query next(EventSearch search, long now) {
    return search.next(PACE, now, 25);
  }

  private static void answer(EventSearch search, String data) throws Exception {
    search.answered(json(data), NOW, node -> {});
  }

  private static String page(String list, String end) {
    return "{'n0':{'" + list + "':{'pageInfo':{'hasNextPage':true,'endCursor':'" + end + "'}}}}";
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }
}
