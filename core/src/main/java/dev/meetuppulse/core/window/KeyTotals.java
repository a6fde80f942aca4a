package dev.meetuppulse.core.window;

import java.util.Arrays;
import java.util.Collection;

/**
 * Totals by key in several dimensions.
 *
 * <p>What is added is summed up by group first, and spread over their keys when totals are asked
 * for: RSVPs of a group count on the same dozen keys, and one that comes while another leaves often
 * cancels it.
 */
public final class KeyTotals {
  /** Groups whose sums wait to be spread, at most: as many as fit into the processor's cache. */
  static final int MAX_WAITING = 1 << 13;

  private static final int NOT_WAITING = -1;

  private final Dictionary dictionary;

  /** By dimension; null where none are kept. */
  private final Totals[] totals = new Totals[Dimension.values().length];

  private final Totals waiting = new Totals();
  private int[] groupsWaiting = new int[64];
  private final Counts spreading = new Counts();
  private int waitingCount;

  /** The place where each group's sums wait. */
  private int[] places = {};

  /** Totals in {@code dimensions}, for the dictionary's groups. */
  public KeyTotals(Dictionary dictionary, Collection<Dimension> dimensions) {
    this.dictionary = dictionary;
    dimensions.forEach(dimension -> totals[dimension.ordinal()] = new Totals());
  }

  /** Adds what RSVPs of a group and an event count. */
  public void add(Cell cell) {
    waiting.add(place(cell.group()), cell.counts());
    add(Dimension.EVENTS, cell.event(), cell.counts());
  }

  /** Adds to one key only, unless its dimension is not counted. */
  public void add(Dimension dimension, int key, Counts counts) {
    Totals of = totals[dimension.ordinal()];
    if (of != null && key != Dictionary.NONE) {
      of.add(key, counts);
    }
  }

  /** The totals of a dimension until something is added; null if none are kept. */
  public Totals of(Dimension dimension) {
    spread();
    return totals[dimension.ordinal()];
  }

  /** The totals of a dimension without what is waiting to be added. */
  Totals kept(Dimension dimension) {
    return totals[dimension.ordinal()];
  }

  private int place(int group) {
    if (group >= places.length) {
      int length = places.length;
      places = Arrays.copyOf(places, Math.max(group + 1, 2 * length));
      Arrays.fill(places, length, places.length, NOT_WAITING);
    }
    if (places[group] == NOT_WAITING) {
      if (waitingCount == MAX_WAITING) {
        spread();
      }
      if (waitingCount == groupsWaiting.length) {
        groupsWaiting = Arrays.copyOf(groupsWaiting, 2 * waitingCount);
      }
      groupsWaiting[waitingCount] = group;
      places[group] = waitingCount++;
    }
    return places[group];
  }

  /** Spreads what waits, so that numbers that are no longer used may be given to other keys. */
  public void spread() {
    for (int place = 0; place < waitingCount; place++) {
      int group = groupsWaiting[place];
      places[group] = NOT_WAITING;
      spread(dictionary.group(group), waiting.get(place, spreading));
    }
    waiting.clear(waitingCount);
    waitingCount = 0;
  }

  /** Spreads what waits for one group. */
  public void spread(int group) {
    if (group < places.length && places[group] != NOT_WAITING) {
      int place = places[group];
      spread(dictionary.group(group), waiting.get(place, spreading));
      waiting.add(place, spreading.negate());
    }
  }

  private void spread(KeyNumbers keys, Counts counts) {
    if (counts.isZero()) {
      return;
    }
    for (int i = 0; i < KeyNumbers.ONES.length; i++) {
      add(KeyNumbers.ONES[i], keys.one(i), counts);
    }
    Totals topics = totals[Dimension.TOPICS.ordinal()];
    if (topics != null) {
      for (int i = 0; i < keys.topics(); i++) {
        topics.add(keys.topic(i), counts);
      }
    }
  }
}
