package dev.meetuppulse.core.trend;

import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.window.Dimension;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * "What changed": announces once that something began to rise, and then is quiet about it while it
 * rises and for half an hour longer. An announcement never changes afterwards.
 *
 * <p>A rise waits a few seconds before it is said, and what rises with it in that time, for the
 * same reason or from the same place and since about the same moment, is named in the same
 * sentence: the topics of one group are one piece of news, not fifteen. What joins a story later is
 * not said. Not thread safe; time is an argument.
 */
public final class ChangeLog {
  private static final long QUIET_MILLIS = Duration.ofMinutes(30).toMillis();
  private static final long WAIT_MILLIS = Duration.ofSeconds(10).toMillis();
  private static final long SAME_MOMENT_MILLIS = Duration.ofMinutes(2).toMillis();

  private final int kept;
  private final Deque<Change> changes = new ArrayDeque<>();
  private final Map<Subject, Long> lastRising = new HashMap<>();
  private final Map<Subject, Waiting> waiting = new HashMap<>();

  /** A rising key: within the city {@code within}, or everywhere if that is null. */
  public record Subject(Dimension dimension, String key, String within) {}

  /**
   * Something that is rising now.
   *
   * @param place the city that at least half of it comes from, or null
   */
  public record Rise(Subject subject, String label, String place, Trend trend) {}

  /** A rise that is not announced yet, with the first of its story. */
  private record Waiting(long since, Rise rise, Subject story) {
    private Waiting notAfter(long now) {
      return since <= now ? this : new Waiting(now, rise, story);
    }

    private boolean isFirst() {
      return rise.subject().equals(story);
    }
  }

  /** A log of the last {@code kept} changes. */
  public ChangeLog(int kept) {
    this.kept = kept;
  }

  /**
   * Adds all that is rising.
   *
   * @param now ms since the epoch
   * @param stories what rises for one reason, none of them empty; the most surprising first
   * @return what is new, oldest first
   */
  public List<Change> update(long now, List<List<Rise>> stories) {
    // The clock may have been set back.
    lastRising.replaceAll((subject, last) -> Math.min(last, now));
    waiting.replaceAll((subject, rise) -> rise.notAfter(now));
    lastRising.values().removeIf(last -> now - last > QUIET_MILLIS);
    for (List<Rise> story : stories) {
      boolean isSaid = story.stream().map(Rise::subject).anyMatch(this::isSaid);
      Subject first = story.get(0).subject();
      for (Rise rise : story) {
        Subject subject = rise.subject();
        if (waiting.containsKey(subject) || !isSaid && !lastRising.containsKey(subject)) {
          waiting.compute(
              subject,
              (same, before) -> new Waiting(before == null ? now : before.since(), rise, first));
        }
        lastRising.put(subject, now);
      }
    }
    return speak(now);
  }

  private boolean isSaid(Subject subject) {
    return lastRising.containsKey(subject) && !waiting.containsKey(subject);
  }

  private List<Change> speak(long now) {
    List<Change> news = new ArrayList<>();
    while (true) {
      Optional<Waiting> first =
          waiting.values().stream()
              .filter(rise -> now - rise.since() >= WAIT_MILLIS)
              .max(ChangeLog::compare);
      if (first.isEmpty()) {
        break;
      }
      List<Waiting> together =
          waiting.values().stream()
              .filter(rise -> belongTogether(first.get(), rise))
              .sorted((a, b) -> compare(b, a))
              .toList();
      news.add(change(now, together.stream().map(Waiting::rise).toList()));
      waiting.values().removeAll(together);
    }
    for (Change change : news) {
      changes.addFirst(change);
      if (changes.size() > kept) {
        changes.removeLast();
      }
    }
    return news;
  }

  private static Change change(long now, List<Rise> together) {
    Rise best = together.get(0);
    return new Change(
        now,
        best.subject().dimension(),
        new Key(best.subject().key(), best.label()),
        best.place(),
        best.trend(),
        together.stream()
            .map(Rise::label)
            .distinct()
            .filter(label -> !label.equals(best.label()))
            .toList());
  }

  /** The first of a story is above its others; then the score counts. */
  private static int compare(Waiting a, Waiting b) {
    return Comparator.comparing(Waiting::isFirst)
        .thenComparingDouble(waiting -> waiting.rise().trend().score())
        .thenComparing(waiting -> waiting.rise().subject().key(), Comparator.reverseOrder())
        .compare(a, b);
  }

  private static boolean belongTogether(Waiting a, Waiting b) {
    return a.story().equals(b.story()) || areAlike(a.rise(), b.rise());
  }

  private static boolean areAlike(Rise a, Rise b) {
    return a.subject().dimension() == b.subject().dimension()
        && Objects.equals(a.place(), b.place())
        && Math.abs(a.trend().since() - b.trend().since()) <= SAME_MOMENT_MILLIS;
  }

  /** The latest changes, newest first. */
  public List<Change> latest() {
    return List.copyOf(changes);
  }
}
