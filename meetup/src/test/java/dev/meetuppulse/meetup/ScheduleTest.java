package dev.meetuppulse.meetup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meetuppulse.meetup.RsvpPage.ResponseCounts;
import dev.meetuppulse.meetup.Task.TaskKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final long NOW = 1_800_000_000_000L;
  private static final long DAY = 86_400_000L;
  private static final Duration EVERY = Duration.ofSeconds(30);

  private long ticks;
  private final EventSearch search =
      new EventSearch(
          new MeetupOptions(
              dev.meetuppulse.core.settings.Settings.defaults(),
              new MeetupOptions.Targets(List.of("n"), List.of()),
              60,
              EVERY,
              false),
          () -> ticks,
          new Notices(line -> {}));
  private int pagesAsked;

  @Test
  void first_aSearch() {
    assertThat(new Schedule(25).next(List.of(), search, pace(0, 0, 0), NOW))
        .map(Task::kind)
        .hasValue(TaskKind.SEARCH);
  }

  @Test
  void theServersClockGoesBack_nothingWaitsForIt() {
    Schedule schedule = new Schedule(25);
    searched(NOW + DAY);
    assertThat(schedule.next(List.of(), search, pace(0, 0, 0), NOW)).map(Task::kind).isPresent();

    searched(NOW);
    WatchedEvent event = event(1, NOW + 20 * DAY, NOW - DAY);
    event.looked(NOW + DAY);
    assertThat(schedule.next(List.of(event), search, pace(0, 0, 0), NOW).get().kind())
        .isEqualTo(TaskKind.LOOK);
  }

  @Test
  void theServersClockGoesBack_factsAndLostIdsAreAskedForAsBefore() {
    searched(NOW + DAY);
    assertThat(search.next(pace(0, 0, 0), NOW, 25).variables()).containsEntry("facts", true);

    WatchedEvent event = event(1, NOW + 20 * DAY, NOW - DAY);
    event.loseId(NOW + DAY);
    Schedule schedule = new Schedule(25);
    assertThat(kind(schedule, event, NOW)).isEmpty();

    searched(NOW + 30_000);
    assertThat(kind(schedule, event, NOW + 30_000)).hasValue(TaskKind.FIND);
  }

  /** The look-up finds the id that leads to nothing: the points must not go into asking for it. */
  @Test
  void anIdThatLeadsToNothing_foundAgain_askedForLessAndLessOften() {
    searched(NOW);
    WatchedEvent event = event(1, NOW + 20 * DAY, NOW - DAY);
    Schedule schedule = new Schedule(25);
    event.wantRead(NOW);
    event.loseId(NOW);
    assertThat(kind(schedule, event, NOW)).hasValue(TaskKind.FIND);
    event.hasId("id1");
    assertThat(kind(schedule, event, NOW)).hasValue(TaskKind.READ);
    event.loseId(NOW);
    assertThat(kind(schedule, event, NOW)).isEmpty();
    searched(NOW + 59_000);
    assertThat(kind(schedule, event, NOW + 59_000)).isEmpty();
    assertThat(kind(schedule, event, NOW + 60_000)).hasValue(TaskKind.FIND);

    // A search has shown it.
    event.hasId("id1");
    assertThat(kind(schedule, event, NOW + 59_000)).isEmpty();
    assertThat(kind(schedule, event, NOW + 60_000)).hasValue(TaskKind.READ);

    event.hasId("id1");
    event.lostId().worked();
    event.loseId(NOW + 60_000);
    assertThat(kind(schedule, event, NOW + 60_000)).hasValue(TaskKind.FIND);
  }

  @Test
  void aQueryIsNotAnswered_itsEventsAreAskedForAlone_andRestIfThatFailsToo() {
    searched(NOW);
    Schedule schedule = new Schedule(25);
    WatchedEvent good = event(1, NOW + 20 * DAY, NOW);
    WatchedEvent bad = event(2, NOW + 20 * DAY, NOW);
    bad.wantRead(NOW - 60_000);
    good.wantRead(NOW);
    bad.unanswered(TaskKind.READ).failed(NOW, NOW - 1);
    assertThat(events(schedule, NOW, good, bad)).containsExactly(bad);

    bad.unanswered(TaskKind.READ).failed(NOW + 1_000, NOW - 1);
    assertThat(events(schedule, NOW + 1_000, good, bad)).containsExactly(good);
    assertThat(events(schedule, NOW + 31_000, good, bad)).containsExactly(bad);
    WatchedEvent other = event(3, NOW + 20 * DAY, NOW);
    other.wantRead(NOW - 120_000);
    assertThat(events(schedule, NOW + 31_000, good, bad, other)).containsExactly(other, good);

    bad.unanswered(TaskKind.READ).failed(NOW + 31_000, NOW + 30_000);
    assertThat(bad.unanswered(TaskKind.READ).rests(NOW + 330_999)).isTrue();
    assertThat(bad.unanswered(TaskKind.READ).rests(NOW + 331_000)).isFalse();
    bad.unanswered(TaskKind.READ).worked();
    assertThat(bad.unanswered(TaskKind.READ).isSuspect()).isFalse();
  }

  @Test
  void readsAreNotAnswered_looksGoOn_andDoNotMakeItReadSooner() {
    searched(NOW);
    WatchedEvent event = event(1, NOW + 20 * DAY, NOW);
    event.looked(NOW + DAY);
    event.wantRead(NOW);
    assertThat(kind(new Schedule(25), event, NOW + 3)).hasValue(TaskKind.READ);
    event.unanswered(TaskKind.READ).failed(NOW, NOW - 1);
    event.unanswered(TaskKind.READ).failed(NOW + 2, NOW + 1);
    assertThat(kind(new Schedule(25), event, NOW + 3)).hasValue(TaskKind.LOOK);

    event.unanswered(TaskKind.LOOK).worked();
    event.unanswered(TaskKind.READ).failed(NOW + 300_002, NOW + 300_001);
    assertThat(event.unanswered(TaskKind.READ).rests(NOW + 900_001)).isTrue();
    assertThat(event.unanswered(TaskKind.READ).rests(NOW + 900_002)).isFalse();
  }

  @Test
  void nothingDue_nothing() {
    searched(NOW);
    WatchedEvent event = event(1, NOW + 20 * DAY, NOW - DAY);
    event.looked(NOW);

    assertThat(new Schedule(25).next(List.of(event), search, pace(0, 0, 0), NOW + 1_000)).isEmpty();
  }

  @Test
  void anEventThatMoved_readBeforeOthersAreLookedAt() {
    searched(NOW);
    WatchedEvent moved = event(1, NOW + 20 * DAY, NOW);
    WatchedEvent other = event(2, NOW + 20 * DAY, NOW);
    moved.wantRead(NOW);
    other.looked(NOW - 60_000);

    Task task = new Schedule(25).next(List.of(moved, other), search, pace(2, 0, 4), NOW).get();

    assertThat(task.kind()).isEqualTo(TaskKind.READ);
    assertThat(task.events()).containsExactly(moved);
  }

  /** Its events are spread over the time it may take, and it is not left lying for other work. */
  @Test
  void aSearch_pageAfterPageInItsTime_beforeFirstReads() {
    Pace pace = pace(0, 0, 0);
    search(pace, NOW, 3);
    WatchedEvent unread = unread(1, NOW);
    Schedule schedule = new Schedule(25);
    List<Long> pages = new ArrayList<>();
    for (long now = NOW + 1_000; now < NOW + 61_000; now += 1_000) {
      if (schedule.next(List.of(unread), search, pace, now).get().kind() == TaskKind.SEARCH) {
        pages.add((now - NOW) / 1_000);
        askPage(pace, now, pages.size() % 3 != 0);
      }
    }

    assertThat(pages).containsExactly(30L, 40L, 50L, 60L);
  }

  /** With thousands of events the first reads take hours; searches see what moves meanwhile. */
  @Test
  void aSearchThatIsLate_beforeReadsThatHaveWaitedForHours() {
    Pace pace = pace(0, 0, 0);
    search(pace, NOW - 35_000, 3);
    WatchedEvent unread = unread(1, NOW - 7_200_000);
    WatchedEvent overdue = read(2, NOW + 20 * DAY, NOW - 2 * DAY);
    overdue.looked(NOW);

    assertThat(kind(new Schedule(25), unread, NOW)).hasValue(TaskKind.SEARCH);
    assertThat(kind(new Schedule(25), overdue, NOW)).hasValue(TaskKind.SEARCH);
    assertThat(kind(new Schedule(25), unread, NOW - 10_000)).hasValue(TaskKind.READ);
  }

  /** Each answer takes longer than the next page may wait: the rest is done all the same. */
  @Test
  void searchesAreAlwaysLate_theRestHasItsTurn() {
    Pace pace = pace(0, 0, 0);
    search(pace, NOW, 3);
    WatchedEvent unread = unread(1, NOW);
    Schedule schedule = new Schedule(25);
    int reads = 0;
    for (int i = 1; i <= 90; i++) {
      long now = NOW + i * 60_000L;
      if (kind(schedule, unread, now).get() == TaskKind.READ) {
        reads++;
      } else {
        askPage(pace, now, i % 3 != 0);
      }
    }

    assertThat(reads).isEqualTo(10);
  }

  /** Two answers came since the last look, which shows one: the other must not wait. */
  @Test
  void anUnreadEventThatMoves_readBeforeOtherUnreadOnes() {
    searched(NOW);
    WatchedEvent unread = unread(1, NOW - 60_000);
    unread.looked(NOW - 60_000);
    WatchedEvent moved = unread(2, NOW);
    moved.looked(NOW - 60_000);
    moved.moved(NOW - 10_000, NOW);

    Task task = new Schedule(1).next(List.of(unread, moved), search, pace(0, 0, 0), NOW).get();

    assertThat(task.events()).containsExactly(moved);
  }

  /** A search that is late is not made later by looking at its events one by one. */
  @Test
  void aSearchIsLate_itsEventsAreNotLookedAtBesideIt_unlessItMissesThem() {
    Pace pace = Pace.of(EVERY, new Pace.PollLoad(1, 1, 150, 300), 500);
    search(pace, NOW, 3);
    WatchedEvent event = event(1, NOW + DAY / 2, NOW);
    event.looked(NOW);
    Schedule schedule = new Schedule(25);
    askPage(pace, NOW + 30_000, true);

    assertThat(schedule.next(List.of(event), search, pace, NOW + 90_000).get().kind())
        .isEqualTo(TaskKind.SEARCH);

    askPage(pace, NOW + 90_000, true);
    askPage(pace, NOW + 91_000, false);
    search(pace, NOW + 92_000, 3);
    assertThat(schedule.next(List.of(event), search, pace, NOW + 93_000).get().kind())
        .isEqualTo(TaskKind.LOOK);
  }

  /** An earlier process looked further ahead: no search of this one shows these. */
  @Test
  void eventsFurtherAheadThanSearches_neitherLookedAtNorRead() {
    searched(NOW);
    searched(NOW + 1_000);
    WatchedEvent far = notSeen(1, NOW + 61 * DAY);
    far.wantRead(NOW);
    Schedule schedule = new Schedule(25);

    assertThat(kind(schedule, far, NOW + 2_000)).isEmpty();

    searched(NOW + 2 * DAY);
    assertThat(kind(schedule, far, NOW + 2 * DAY)).hasValue(TaskKind.READ);
  }

  @Test
  void anEventNotSeenYet_waitsSinceTheFirstSearch() {
    searched(NOW);
    searched(NOW + 1_000);
    WatchedEvent missed = notSeen(1, NOW + 20 * DAY);
    Schedule schedule = new Schedule(25);

    assertThat(kind(schedule, missed, NOW + 2_000)).isEmpty();
    searched(NOW + 120_000);
    assertThat(kind(schedule, missed, NOW + 120_000)).hasValue(TaskKind.LOOK);
  }

  @Test
  void searchesMissManyEvents_readsAndSearchesHaveTheirTurn() {
    Pace pace = pace(0, 0, 0);
    search(pace, NOW, 1);
    search(pace, NOW + 1_000, 1);
    long now = NOW + 3_600_000;
    ticks = now;
    WatchedEvent overdue = read(0, NOW + 20 * DAY, NOW - 2 * DAY);
    overdue.looked(now);
    List<WatchedEvent> events = new ArrayList<>(List.of(overdue));
    for (int i = 1; i <= 1_000; i++) {
      events.add(notSeen(i, NOW + 20 * DAY));
    }
    Schedule schedule = new Schedule(25);
    Map<TaskKind, Integer> tasks = new HashMap<>();
    for (int i = 0; i < 20; i++) {
      Task task = schedule.next(events, search, pace, now).get();
      tasks.merge(task.kind(), 1, Integer::sum);
      if (task.kind() == TaskKind.SEARCH) {
        askPage(pace, now, false);
      }
      task.events().forEach(event -> event.looked(now));
    }

    assertThat(tasks.get(TaskKind.LOOK)).isBetween(14, 17);
    assertThat(tasks).containsEntry(TaskKind.SEARCH, 1).containsKey(TaskKind.READ);
  }

  /** It is forgotten before long; the others are there to be read later. */
  @Test
  void anEventThatBeganUnread_readBeforeOtherUnreadOnes() {
    searched(NOW);
    List<WatchedEvent> events = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      events.add(unread(i, NOW - 7_200_000));
    }
    WatchedEvent begun = read(9, NOW - 3 * DAY, NOW - 5 * DAY);
    events.add(begun);

    Task task = new Schedule(25).next(events, search, pace(0, 0, 0), NOW).get();

    assertThat(task.kind()).isEqualTo(TaskKind.READ);
    assertThat(task.events()).first().isSameAs(begun);
  }

  /** Far more is to be done than the points allow: everything is done, what moves more often. */
  @Test
  void scarcePoints_movingFirstAndNothingStarves() {
    searched(NOW);
    List<WatchedEvent> events = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      events.add(
          event(i, NOW + (i < 400 ? DAY / 2 : 20 * DAY), i % 20 == 0 ? NOW + DAY : NOW - DAY));
    }
    Pace pace = pace(100, 380, 1_000);
    Schedule schedule = new Schedule(25);
    Map<WatchedEvent, Integer> looks = new HashMap<>();
    for (long now = NOW; now < NOW + 3_600_000; ) {
      Optional<Task> task = schedule.next(events, search, pace, now);
      int cost = 1;
      if (task.isPresent() && task.get().kind() == TaskKind.SEARCH) {
        cost = search.next(pace, now, 25).points();
      } else if (task.isPresent()) {
        cost = task.get().events().size();
        for (WatchedEvent event : task.get().events()) {
          event.looked(now);
          looks.merge(event, 1, Integer::sum);
          if (task.get().kind() == TaskKind.READ) {
            event.readThrough(0, true, ResponseCounts.NONE, now);
          }
        }
      }
      now += cost * 60_000L / 250;
    }

    assertThat(looks.size()).isEqualTo(2_000);
    int ofMoving = events.stream().filter(e -> isMoving(e)).mapToInt(looks::get).min().orElse(0);
    int ofOthers = events.stream().filter(e -> !isMoving(e)).mapToInt(looks::get).max().orElse(0);
    assertThat(ofMoving).isGreaterThan(2 * ofOthers);
  }

  private List<WatchedEvent> events(Schedule schedule, long now, WatchedEvent... of) {
    return schedule.next(List.of(of), search, pace(0, 0, 0), now).get().events();
  }

  private Optional<TaskKind> kind(Schedule schedule, WatchedEvent event, long now) {
    return schedule.next(List.of(event), search, pace(0, 0, 0), now).map(Task::kind);
  }

  /** An event that was never read, and is to be since then. */
  private static WatchedEvent unread(int number, long wanted) {
    WatchedEvent event =
        new WatchedEvent(
            facts(number, NOW + 20 * DAY), "id" + number, WatchedEvent.ReadProgress.NONE);
    event.wantRead(wanted);
    return event;
  }

  /** An event of the state that this process has not seen. */
  private static WatchedEvent notSeen(int number, long start) {
    return read(number, start, NOW);
  }

  private static WatchedEvent read(int number, long start, long lastFull) {
    return new WatchedEvent(
        facts(number, start),
        "id" + number,
        new WatchedEvent.ReadProgress(1, lastFull, false, 0, FullReads.Unexplained.NONE));
  }

  private static boolean isMoving(WatchedEvent event) {
    return event.tier(NOW) == WatchedEvent.Tier.MOVING;
  }

  /** A whole search. */
  private void search(Pace pace, long at, int pages) {
    for (int i = 1; i <= pages; i++) {
      askPage(pace, at, i < pages);
    }
  }

  private void askPage(Pace pace, long at, boolean more) {
    ticks = at;
    search.next(pace, at, 25);
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    data.putObject("n0")
        .putObject("eventsSearch")
        .putObject("pageInfo")
        .put("hasNextPage", more)
        .put("endCursor", "after " + at + more + ++pagesAsked);
    search.answered(data, at, node -> {});
  }

  private void searched(long at) {
    ticks = at;
    search.next(pace(0, 0, 0), at, 25);
  }

  private static Pace pace(int moving, int likely, int searchPoints) {
    return Pace.of(EVERY, new Pace.PollLoad(moving, likely, searchPoints, 2 * searchPoints), 250);
  }

  private static EventFacts facts(int number, long start) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return new EventFacts("t" + number, start, json.objectNode(), json.objectNode());
  }

  private static WatchedEvent event(int number, long start, long moved) {
    WatchedEvent event =
        new WatchedEvent(
            facts(number, start),
            "id" + number,
            new WatchedEvent.ReadProgress(1, NOW, false, moved, FullReads.Unexplained.NONE));
    event.gave(moved - 1);
    event.looked(NOW - 10_000);
    return event;
  }
}
