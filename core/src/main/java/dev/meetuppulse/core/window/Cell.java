package dev.meetuppulse.core.window;

/**
 * Counts of one group and one event: the unit in which buckets, windows and journals are counted. A
 * visit reuses one instance: a visitor may change it, but not keep it.
 */
public final class Cell {

  /** Is shown cells; one cell may come twice: add its counts up. */
  @FunctionalInterface
  public interface Visitor {
    void cell(Cell cell);
  }

  private int group;
  private int event = Dictionary.NONE;
  private final Counts counts = new Counts();

  /** The number of the group keys. */
  public int group() {
    return group;
  }

  /** The event's number, or {@link Dictionary#NONE}. */
  public int event() {
    return event;
  }

  public Counts counts() {
    return counts;
  }

  /** Names the group and the event; the counts stay. */
  public Cell of(int newGroup, int newEvent) {
    group = newGroup;
    event = newEvent;
    return this;
  }
}
