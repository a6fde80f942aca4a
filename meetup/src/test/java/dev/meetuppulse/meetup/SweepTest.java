package dev.meetuppulse.meetup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.feed.FeedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Searches some of whose pages are missing, as a field that the API can't read leads to. */
class SweepTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final Pace PACE =
      Pace.of(Duration.ofSeconds(30), new Pace.PollLoad(0, 0, 0, 0), 500);
  private static final String MISSING = "{'n0':null}";

  private final List<String> said = new ArrayList<>();

  @Test
  void aLaterPageIsMissing_askedAgainWithLess_andThenWhatIsBehindIt() throws Exception {
    Sweep sweep = sweep(List.of("n"), List.of());
    assertAsks(next(sweep), null, true, true);
    answer(sweep, page("eventsSearch", "a"));

    assertAsks(next(sweep), "a", true, true);
    answer(sweep, MISSING);
    assertAsks(next(sweep), "a", false, true);
    answer(sweep, MISSING);
    assertAsks(next(sweep), "a", false, false);
    answer(sweep, page("eventsSearch", "b"));
    assertAsks(next(sweep), "b", true, true);
    assertThat(said).isEmpty();
  }

  @Test
  void aLaterPageStaysMissing_saidAndLeftToTheNextSearch() throws Exception {
    Sweep sweep = sweep(List.of(), List.of("g"));
    next(sweep);
    answer(sweep, page("events", "a"));
    for (int i = 0; i < 3; i++) {
      assertThat(next(sweep).variables()).containsEntry("after0", "a");
      answer(sweep, MISSING);
    }

    assertThat(next(sweep).variables()).containsEntry("after0", null);
    assertThat(said)
        .containsExactly(
            "the group g shows only some of its events; the others are asked for again");
  }

  @Test
  void aNetworkIsMissing_onlyAfterThreeTriesThereIsNone() throws Exception {
    Sweep sweep = sweep(List.of("n"), List.of());
    for (int i = 0; i < 2; i++) {
      next(sweep);
      answer(sweep, "{'n0':{'eventsSearch':null}}");
    }
    next(sweep);

    assertThatThrownBy(() -> answer(sweep, MISSING))
        .isInstanceOf(FeedException.class)
        .hasMessageStartingWith("there is no Pro network 'n' ");
  }

  @Test
  void groupsAreMissing_saidAndNotAskedForTwiceInASearch() throws Exception {
    Sweep sweep = sweep(List.of(), List.of("g", "h"));
    assertThat(next(sweep).variables()).containsEntry("urlname1", "h");
    answer(sweep, "{'n0':null,'n1':{'events':{}}}");

    assertThat(next(sweep).variables()).containsEntry("urlname0", "g");
    assertThat(said).hasSize(1).first().asString().startsWith("the group g is not there ");
  }

  /** One page's field is read for ever: the other pages, and other tasks, must not wait for it. */
  @Test
  void aPageIsNeverAnswered_askedForWithLess_thenItRests_saidOnce() throws Exception {
    Sweep sweep = sweep(List.of("n"), List.of());
    for (int search = 0; search < 3; search++) {
      long now = NOW + search * 40_000;
      next(sweep, now);
      sweep.answered(json(page("eventsSearch", "a")), now, node -> {});
      if (search < 2) {
        for (int tries = 1; tries <= 3; tries++) {
          assertAsks(next(sweep, now), "a", tries == 1, tries < 3 && search == 0);
          sweep.unanswered(now + tries, now);
        }
      }
      assertThat(next(sweep, now).variables()).containsEntry("after0", null);
      sweep.answered(json("{'n0':{'eventsSearch':{}}}"), now, node -> {});
    }
    assertThat(said)
        .containsExactly(
            "the network n: a page of its events is not answered; it is asked for less and less"
                + " often");
  }

  @Test
  void groupsAreNotAnswered_eachAskedAlone() throws Exception {
    Sweep sweep = sweep(List.of(), List.of("g", "h"));
    next(sweep);
    sweep.unanswered(NOW, 0);

    assertThat(next(sweep).variables())
        .containsEntry("urlname0", "g")
        .doesNotContainKey("urlname1");
    answer(sweep, "{'n0':{'events':{}}}");
    assertThat(next(sweep).variables()).containsEntry("urlname0", "h");
  }

  @Test
  void theOnlyPageRests_noPageIsDueMeanwhile() {
    Sweep sweep = sweep(List.of("n"), List.of());
    for (int search = 0; search < 2; search++) {
      for (int tries = 1; tries <= 3; tries++) {
        next(sweep, NOW + search * 30_000);
        sweep.unanswered(NOW + search * 30_000, NOW + search);
      }
    }

    assertThat(sweep.rests(NOW + 31_000)).isTrue();
    assertThat(sweep.hasMissed(NOW + 30_500, NOW + 31_000)).isTrue();
    assertThat(sweep.rests(NOW + 330_000)).isFalse();
  }

  /** Where a cursor is a position, other bounds would shift the pages. */
  @Test
  void allPagesOfASearch_haveTheSameBounds() throws Exception {
    Sweep sweep = sweep(List.of("n"), List.of());
    Query first = next(sweep, NOW);
    answer(sweep, page("eventsSearch", "a"));
    Query second = next(sweep, NOW + 10_000);

    assertThat(second.variables().get("from")).isEqualTo(first.variables().get("from"));
    assertThat(second.variables().get("to")).isEqualTo(first.variables().get("to"));
  }

  private static void assertAsks(Query query, String after, boolean answers, boolean facts) {
    assertThat(query.variables())
        .containsEntry("after0", after)
        .containsEntry("answers", answers)
        .containsEntry("facts", facts);
  }

  private Sweep sweep(List<String> networks, List<String> groups) {
    MeetupOptions.Targets targets = new MeetupOptions.Targets(networks, groups);
    return new Sweep(
        new MeetupOptions(Settings.defaults(), targets, 60, Duration.ofSeconds(30), false),
        new Notices(said::add));
  }

  private static Query next(Sweep sweep) {
    return next(sweep, NOW);
  }

  private static Query next(Sweep sweep, long now) {
    return sweep.next(PACE, now, 25);
  }

  private static void answer(Sweep sweep, String data) throws Exception {
    sweep.answered(json(data), NOW, node -> {});
  }

  private static String page(String list, String end) {
    return "{'n0':{'" + list + "':{'pageInfo':{'hasNextPage':true,'endCursor':'" + end + "'}}}}";
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }
}
