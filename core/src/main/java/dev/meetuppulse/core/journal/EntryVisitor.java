package dev.meetuppulse.core.journal;

import dev.meetuppulse.core.rsvp.Answer;
import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.FacetKeys;

/**
 * Told what an entry holds, in an order that can be folded: the header, new keys, new facets, then
 * (base) what stands or (otherwise) what happened. Keys and facets are numbered as they come, on
 * from the entries before. Only the first three must be heard by everyone.
 */
public interface EntryVisitor {
  void header(EntryHeader header) throws CorruptEntryException;

  /** The next key of a dimension. */
  void key(Dimension dimension, Key key);

  /** The next facets. */
  void facets(FacetKeys facets);

  /** A first record of an RSVP. */
  default void fresh(long id, long clock, Version version) {}

  /** A record that replaced what was known. */
  default void changed(long id, long clock, Version before, Version now) {}

  /** A record that changed nothing. */
  default void seen(long id, long clock) {}

  /** Base: counts of all time. */
  default void total(Dimension dimension, int key, long rsvps, long yes, long no, long going) {}

  /** Base: counts in a bucket of a ring; one cell may come twice: add its numbers up. */
  default void cell(
      int ring, long bucket, int facets, int event, long rsvps, long yes, long no, long going) {}

  /** Base: a remembered RSVP; the longest unseen comes first. */
  default void remembered(long id, long lastSeen, Version version) {}

  /** What counts of an RSVP. The instance is used again for the next call. */
  final class Version {
    private long mtime;
    private long answer;
    private int facets;
    private int event;

    void set(long newMtime, long newAnswer, int newFacets, int newEvent) {
      mtime = newMtime;
      answer = newAnswer;
      facets = newFacets;
      event = newEvent;
    }

    public long answer() {
      return answer;
    }

    public long mtime() {
      return mtime;
    }

    public int facets() {
      return facets;
    }

    public int event() {
      return event;
    }

    public int yes() {
      return Answer.yes(answer);
    }

    public int no() {
      return Answer.no(answer);
    }

    public long going() {
      return Answer.going(answer);
    }
  }
}
