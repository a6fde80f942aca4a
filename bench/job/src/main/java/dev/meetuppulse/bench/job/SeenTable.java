package dev.meetuppulse.bench.job;

import dev.meetuppulse.core.rsvp.GroupKeys;
import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.core.window.Dictionary;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * The four rules, and the version of each RSVP that counts, by id: a hash table of longs with
 * linear probing.
 */
public final class SeenTable {
  private static final int WIDTH = 4;

  private final Dictionary dictionary;
  private final ChangeVisitor visitor;

  /** By identity: the parser usually returns one instance for equal groups. */
  private final Map<GroupKeys, Integer> known = new IdentityHashMap<>();

  /** Id, mtime, vote, group + 1: a place whose last number is 0 is empty. */
  private long[] table = new long[WIDTH << 16];

  private int size;

  /** Receives each version that starts to count (sign 1), or stops (-1). */
  public interface ChangeVisitor {
    void change(long mtime, long vote, int group, int sign);
  }

  /**
   * @param dictionary gives groups their numbers
   */
  public SeenTable(Dictionary dictionary, ChangeVisitor visitor) {
    this.dictionary = dictionary;
    this.visitor = visitor;
  }

  public void judge(Rsvp rsvp) {
    long vote = Votes.of(rsvp);
    int place = find(rsvp.id());
    if (place < 0) {
      int group = number(rsvp.groupKeys());
      add(-1 - place, rsvp.id(), rsvp.mtime(), vote, group);
      visitor.change(rsvp.mtime(), vote, group, 1);
      return;
    }
    long mtime = table[place * WIDTH + 1];
    long counted = table[place * WIDTH + 2];
    if (Votes.judge(mtime, counted, rsvp.mtime(), vote) == Votes.Relation.CHANGED) {
      int group = number(rsvp.groupKeys());
      visitor.change(mtime, counted, (int) table[place * WIDTH + 3] - 1, -1);
      visitor.change(rsvp.mtime(), vote, group, 1);
      put(place, rsvp.mtime(), vote, group);
    }
  }

  private int number(GroupKeys group) {
    Integer number = known.get(group);
    if (number == null) {
      number = dictionary.number(group);
      known.put(group, number);
    }
    return number;
  }

  /** The place of an id, or -1 - the place where it would go. */
  private int find(long id) {
    int mask = table.length / WIDTH - 1;
    int place = (int) (id * 0x9e3779b97f4a7c15L >>> 32) & mask;
    while (table[place * WIDTH + 3] != 0) {
      if (table[place * WIDTH] == id) {
        return place;
      }
      place = place + 1 & mask;
    }
    return -1 - place;
  }

  private void add(int place, long id, long mtime, long vote, int group) {
    table[place * WIDTH] = id;
    put(place, mtime, vote, group);
    size++;
    if (size * 3L > table.length / WIDTH * 2L) {
      grow();
    }
  }

  private void put(int place, long mtime, long vote, int group) {
    table[place * WIDTH + 1] = mtime;
    table[place * WIDTH + 2] = vote;
    table[place * WIDTH + 3] = group + 1L;
  }

  private void grow() {
    long[] old = table;
    table = new long[Math.multiplyExact(old.length, 2)];
    for (int at = 0; at < old.length; at += WIDTH) {
      if (old[at + 3] != 0) {
        System.arraycopy(old, at, table, (-1 - find(old[at])) * WIDTH, WIDTH);
      }
    }
  }
}
