package dev.meetuppulse.core.trend;

import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.window.Dimension;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * "What changed": says once that something began to rise, and then is quiet about it for as long as
 * it rises and half an hour longer. What is said never changes afterwards.
 *
 * <p>A rise waits a few seconds before it is said, and what rises with it in that time, from the
 * same place and since about the same moment, is named in the same breath: the topics of one group
 * are one piece of news, not fifteen. Not thread safe; time is an argument.
 */
public final class ChangeLog {
  private static final long QUIET_MILLIS = Duration.ofMinutes(30).toMillis();
  private static final long WAIT_MILLIS = Duration.ofSeconds(10).toMillis();
  private static final long SAME_MOMENT_MILLIS = Duration.ofMinutes(2).toMillis();

  private final int kept;
  private final Deque<Change> changes = new ArrayDeque<>();
  private final Map<Subject, Long> lastRising = new HashMap<>();
  private final Map<Subject, Waiting> waiting = new HashMap<>();

  /**
   * Something that is rising now.
   *
   * @param place the city that at least half of it comes from, or null
   */
  public record Rise(Dimension dimension, Key key, String place, Trend trend) {}

  private record Subject(Dimension dimension, String key) {}

  private record Waiting(long since, Rise rise) {}

  /**
   * @param kept how many changes to keep
   */
  public ChangeLog(int kept) {
    this.kept = kept;
  }

  /**
   * Takes in all that is rising.
   *
   * @param now ms since the epoch
   * @param rising the most surprising first
   * @return what is new, oldest first
   */
  public List<Change> update(long now, List<Rise> rising) {
    lastRising.values().removeIf(last -> now - last > QUIET_MILLIS);
    for (Rise rise : rising) {
      Subject subject = new Subject(rise.dimension(), rise.key().name());
      if (waiting.containsKey(subject) || !lastRising.containsKey(subject)) {
        waiting.compute(
            subject, (same, before) -> new Waiting(before == null ? now : before.since(), rise));
      }
      lastRising.put(subject, now);
    }
    return speak(now);
  }

  private List<Change> speak(long now) {
    List<Change> news = new ArrayList<>();
    while (waiting.values().stream().anyMatch(rise -> now - rise.since() >= WAIT_MILLIS)) {
      Rise first =
          waiting.values().stream()
              .filter(rise -> now - rise.since() >= WAIT_MILLIS)
              .map(Waiting::rise)
              .max(ChangeLog::compare)
              .orElseThrow();
      List<Rise> together =
          waiting.values().stream()
              .map(Waiting::rise)
              .filter(rise -> belongTogether(first, rise))
              .sorted((a, b) -> compare(b, a))
              .toList();
      Rise best = together.get(0);
      news.add(
          new Change(
              now,
              best.dimension(),
              best.key(),
              best.place(),
              best.trend(),
              together.stream().skip(1).map(rise -> rise.key().label()).toList()));
      waiting.values().removeIf(rise -> together.contains(rise.rise()));
    }
    for (Change change : news) {
      changes.addFirst(change);
      if (changes.size() > kept) {
        changes.removeLast();
      }
    }
    return news;
  }

  private static int compare(Rise a, Rise b) {
    int byScore = Double.compare(a.trend().score(), b.trend().score());
    return byScore != 0 ? byScore : b.key().name().compareTo(a.key().name());
  }

  private static boolean belongTogether(Rise a, Rise b) {
    return a.dimension() == b.dimension()
        && Objects.equals(a.place(), b.place())
        && Math.abs(a.trend().since() - b.trend().since()) <= SAME_MOMENT_MILLIS;
  }

  /** The latest changes, newest first. */
  public List<Change> latest() {
    return List.copyOf(changes);
  }
}
