package dev.meetuppulse.core.board;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The rises that have one reason: an event brings its topics, its group and its city with it. One
 * of the most surprising represents them all: a topic if there is one, since it says what the story
 * is about.
 */
final class TrendStory {
  /** Of the best score. */
  private static final double NEARLY = 0.8;

  private final List<TrendReasons> parts = new ArrayList<>();

  private TrendStory(TrendReasons first) {
    parts.add(first);
  }

  /** Groups related trends into at most {@code most} stories, the most surprising first. */
  static List<TrendStory> of(List<TrendReasons> trends, int most) {
    List<TrendReasons> sorted = new ArrayList<>(trends);
    sorted.sort(Comparator.comparingDouble(TrendReasons::score).reversed());
    List<TrendStory> stories = new ArrayList<>();
    for (TrendReasons trend : sorted) {
      Optional<TrendStory> known =
          stories.stream().filter(story -> trend.sharesReasonsWith(story.first())).findFirst();
      if (known.isPresent()) {
        known.get().parts.add(trend);
      } else if (stories.size() < most) {
        stories.add(new TrendStory(trend));
      }
    }
    return stories;
  }

  private TrendReasons first() {
    return parts.get(0);
  }

  /** One entry, with the names of the others. */
  RisingKey entry() {
    List<TrendReasons> inOrder = inOrder();
    return inOrder
        .get(0)
        .rising(inOrder.stream().skip(1).map(TrendReasons::name).distinct().toList());
  }

  /** Every part as an entry of its own, the representative first. */
  List<RisingKey> parts() {
    return inOrder().stream().map(part -> part.rising(List.of())).toList();
  }

  private List<TrendReasons> inOrder() {
    TrendReasons head =
        parts.stream()
            .filter(part -> part.score() >= NEARLY * first().score())
            .min(Comparator.comparingInt(TrendReasons::vagueness))
            .orElse(first());
    List<TrendReasons> inOrder = new ArrayList<>(parts);
    inOrder.remove(head);
    inOrder.add(0, head);
    return inOrder;
  }
}
