package dev.meetuppulse.meetup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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

  private final Sweep sweep =
      new Sweep(
          new MeetupOptions(
              dev.meetuppulse.core.settings.Settings.defaults(),
              new MeetupOptions.Targets(List.of("n"), List.of()),
              60,
              EVERY,
              false),
          new Notices(line -> {}));

  @Test
  void first_aSearch() {
    assertThat(new Schedule(25).next(List.of(), sweep, pace(0, 0, 0), NOW))
        .map(Task::kind)
        .hasValue(TaskKind.SWEEP);
  }

  @Test
  void theServersClockGoesBack_nothingWaitsForIt() {
    Schedule schedule = new Schedule(25);
    searched(NOW + DAY);
    assertThat(schedule.next(List.of(), sweep, pace(0, 0, 0), NOW)).map(Task::kind).isPresent();

    searched(NOW);
    WatchedEvent event = event(1, NOW + 20 * DAY, NOW - DAY);
    event.looked(NOW + DAY);
    assertThat(schedule.next(List.of(event), sweep, pace(0, 0, 0), NOW).get().kind())
        .isEqualTo(TaskKind.LOOK);
  }

  @Test
  void nothingDue_nothing() {
    searched(NOW);
    WatchedEvent event = event(1, NOW + 20 * DAY, NOW - DAY);
    event.looked(NOW);

    assertThat(new Schedule(25).next(List.of(event), sweep, pace(0, 0, 0), NOW + 1_000)).isEmpty();
  }

  @Test
  void anEventThatMoved_readBeforeOthersAreLookedAt() {
    searched(NOW);
    WatchedEvent moved = event(1, NOW + 20 * DAY, NOW);
    WatchedEvent other = event(2, NOW + 20 * DAY, NOW);
    moved.wantRead(NOW);
    other.looked(NOW - 60_000);

    Task task = new Schedule(25).next(List.of(moved, other), sweep, pace(2, 0, 4), NOW).get();

    assertThat(task.kind()).isEqualTo(TaskKind.READ);
    assertThat(task.events()).containsExactly(moved);
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
    Pace pace = pace(100, 380, 200);
    Schedule schedule = new Schedule(25);
    Map<WatchedEvent, Integer> looks = new HashMap<>();
    int points = 0;
    for (long now = NOW; now < NOW + 3_600_000; ) {
      Optional<Task> task = schedule.next(events, sweep, pace, now);
      int cost = 1;
      if (task.isPresent() && task.get().kind() == TaskKind.SWEEP) {
        cost = sweep.next(now, 25).points();
      } else if (task.isPresent()) {
        cost = task.get().events().size();
        for (WatchedEvent event : task.get().events()) {
          event.looked(now);
          looks.merge(event, 1, Integer::sum);
        }
      }
      points += cost;
      now += cost * 60_000L / 250;
    }

    assertThat(points).isGreaterThan(14_000);
    assertThat(looks).hasSize(2_000);
    int ofMoving = events.stream().filter(e -> isMoving(e)).mapToInt(looks::get).min().orElse(0);
    int ofOthers = events.stream().filter(e -> !isMoving(e)).mapToInt(looks::get).max().orElse(0);
    assertThat(ofMoving).isGreaterThan(2 * ofOthers);
  }

  private static boolean isMoving(WatchedEvent event) {
    return event.tier(NOW) == WatchedEvent.Tier.MOVING;
  }

  private void searched(long at) {
    sweep.next(at, 25);
  }

  private static Pace pace(int moving, int near, int sweepPoints) {
    return Pace.of(EVERY, new Pace.PollLoad(moving, near, sweepPoints), 250);
  }

  private static WatchedEvent event(int number, long start, long moved) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    WatchedEvent event =
        new WatchedEvent(
            new EventFacts("t" + number, start, json.objectNode(), json.objectNode()),
            "id" + number,
            new WatchedEvent.ReadProgress(1, NOW, moved));
    event.looked(NOW - 10_000);
    return event;
  }
}
