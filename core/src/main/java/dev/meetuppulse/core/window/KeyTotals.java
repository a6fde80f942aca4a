package dev.meetuppulse.core.window;

import java.util.Arrays;
import java.util.Collection;

/**
 * Totals by key in several dimensions.
 *
 * <p>What is added is summed up by facets first, and spread over their keys when totals are asked
 * for: RSVPs of a group count on the same dozen keys, and one that comes while another leaves often
 * cancels it.
 */
public final class KeyTotals {
  /** Facets whose sums wait to be spread, at most: as many as fit into the processor's cache. */
  static final int MOST_WAITING = 1 << 13;

  private static final int NOT_WAITING = -1;

  private final Dictionary dictionary;

  /** By dimension; null where none are kept. */
  private final Totals[] totals = new Totals[Dimension.values().length];

  private final Totals waiting = new Totals();
  private int[] facetsWaiting = new int[64];
  private int waitingCount;

  /** Where each facets' sums wait. */
  private int[] places = {};

  /**
   * @param dictionary numbers the facets that are added, and their keys
   * @param dimensions to keep totals for
   */
  public KeyTotals(Dictionary dictionary, Collection<Dimension> dimensions) {
    this.dictionary = dictionary;
    dimensions.forEach(dimension -> totals[dimension.ordinal()] = new Totals());
  }

  /**
   * Adds what RSVPs of a group count; any number may be negative.
   *
   * @param event their event's number, or {@link Dictionary#NONE}
   */
  public void add(int facets, int event, long rsvps, long yes, long no, long going) {
    waiting.add(place(facets), rsvps, yes, no, going);
    add(Dimension.EVENTS, event, rsvps, yes, no, going);
  }

  /** Adds to one key alone, unless its dimension is not counted. */
  public void add(Dimension dimension, int key, long rsvps, long yes, long no, long going) {
    Totals of = totals[dimension.ordinal()];
    if (of != null && key != Dictionary.NONE) {
      of.add(key, rsvps, yes, no, going);
    }
  }

  /**
   * The totals of a dimension, as they are until something is added.
   *
   * @return null if none are kept
   */
  public Totals of(Dimension dimension) {
    spread();
    return totals[dimension.ordinal()];
  }

  private int place(int facets) {
    if (facets >= places.length) {
      int length = places.length;
      places = Arrays.copyOf(places, Math.max(facets + 1, 2 * length));
      Arrays.fill(places, length, places.length, NOT_WAITING);
    }
    if (places[facets] == NOT_WAITING) {
      if (waitingCount == MOST_WAITING) {
        spread();
      }
      if (waitingCount == facetsWaiting.length) {
        facetsWaiting = Arrays.copyOf(facetsWaiting, 2 * waitingCount);
      }
      facetsWaiting[waitingCount] = facets;
      places[facets] = waitingCount++;
    }
    return places[facets];
  }

  private void spread() {
    for (int place = 0; place < waitingCount; place++) {
      int facets = facetsWaiting[place];
      places[facets] = NOT_WAITING;
      spread(
          dictionary.facets(facets),
          waiting.rsvps(place),
          waiting.yes(place),
          waiting.no(place),
          waiting.going(place));
    }
    waiting.clear(waitingCount);
    waitingCount = 0;
  }

  private void spread(FacetKeys keys, long rsvps, long yes, long no, long going) {
    if ((rsvps | yes | no | going) == 0) {
      return;
    }
    add(Dimension.CITIES, keys.city(), rsvps, yes, no, going);
    add(Dimension.STATES, keys.state(), rsvps, yes, no, going);
    add(Dimension.GROUPS, keys.group(), rsvps, yes, no, going);
    Totals topics = totals[Dimension.TOPICS.ordinal()];
    if (topics != null) {
      for (int topic : keys.topics()) {
        topics.add(topic, rsvps, yes, no, going);
      }
    }
  }
}
