package dev.meetuppulse.core.journal;

import dev.meetuppulse.core.window.Bytes;
import dev.meetuppulse.core.window.Cell;
import dev.meetuppulse.core.window.Counts;
import dev.meetuppulse.core.window.Dimension;

/** Receives the content of an entry: what happened (a delta), or all there is (a snapshot). */
interface EntryVisitor extends JournalEvents {

  /**
   * Snapshot: counts of a key of all time.
   *
   * @param number may be {@link dev.meetuppulse.core.window.Dictionary#UNLISTED}
   */
  void total(Dimension dimension, int number, Counts counts);

  /** Snapshot: counts in a bucket; one cell may come twice: add its counts up. */
  void cell(long width, long bucket, Cell cell);

  /** Snapshot: what only the counter itself needs. */
  void section(int number, Bytes.Reader in);
}
