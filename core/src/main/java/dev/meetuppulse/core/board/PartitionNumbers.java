package dev.meetuppulse.core.board;

import dev.meetuppulse.core.journal.JournalFold;
import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.window.Counts;
import dev.meetuppulse.core.window.Dictionary;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.KeyNumbers;
import java.util.Arrays;

/** Translates one partition's numbers to shared ones. */
final class PartitionNumbers implements JournalFold.NumberMapping {
  private final SharedNumbers shared;

  /** The shared number of each own one, by dimension. */
  private final int[][] keys = new int[Dimension.values().length][16];

  private int[] groups = new int[16];

  PartitionNumbers(SharedNumbers shared) {
    this.shared = shared;
  }

  @Override
  public void key(Dimension dimension, int number, Key key) {
    int d = dimension.ordinal();
    keys[d] = roomFor(number, keys[d]);
    keys[d][number] = shared.hold(dimension, key);
  }

  @Override
  public void forgetKey(Dimension dimension, int number, Counts total) {
    shared.leave(dimension, keys[dimension.ordinal()][number]);
  }

  @Override
  public void group(int number, KeyNumbers own) {
    groups = roomFor(number, groups);
    groups[number] = shared.hold(own.with(this::ofKey));
  }

  @Override
  public void forgetGroup(int number) {
    shared.leaveGroup(groups[number]);
  }

  @Override
  public int ofKey(Dimension dimension, int number) {
    return number <= Dictionary.UNLISTED ? number : keys[dimension.ordinal()][number];
  }

  @Override
  public int ofGroup(int number) {
    return number == Dictionary.UNLISTED ? number : groups[number];
  }

  private static int[] roomFor(int number, int[] numbers) {
    return number < numbers.length
        ? numbers
        : Arrays.copyOf(numbers, Math.max(2 * numbers.length, number + 1));
  }
}
