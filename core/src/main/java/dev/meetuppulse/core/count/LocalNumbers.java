package dev.meetuppulse.core.count;

import dev.meetuppulse.core.journal.JournalFold;
import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.window.Counts;
import dev.meetuppulse.core.window.Dictionary;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.KeyNumbers;
import dev.meetuppulse.core.window.Windows;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The numbers of the partition that is counted here, and what their keys and groups are needed for.
 */
final class LocalNumbers implements JournalFold.NumberMapping {
  /** A group weighs one, and one more for each of this many topics. */
  private static final int TOPICS_OF_A_WEIGHT = 16;

  private final Dictionary dictionary;

  /** By dimension. */
  private final KeyUsage[] usage;

  /** Weights of the groups that a snapshot held without keys that had been evicted by then. */
  private final Map<Integer, Integer> partial = new HashMap<>();

  private long groupsWeight;
  private int mostKeys;

  LocalNumbers(Dictionary dictionary, Windows windows) {
    this.dictionary = dictionary;
    usage =
        Arrays.stream(Dimension.values())
            .map(each -> new KeyUsage(dictionary.keys(each), windows.ofAllTime(each)))
            .toArray(KeyUsage[]::new);
  }

  /** Keys of each dimension that may be held; there may be twice as many groups. */
  void bound(int keys) {
    mostKeys = keys;
  }

  int mostKeys() {
    return mostKeys;
  }

  /** The most that the groups may weigh. */
  long mostGroups() {
    return 2L * mostKeys;
  }

  long groupsWeight() {
    return groupsWeight;
  }

  static int weightOf(int topics) {
    return 1 + topics / TOPICS_OF_A_WEIGHT;
  }

  KeyUsage usage(Dimension dimension) {
    return usage[dimension.ordinal()];
  }

  /** One more group that a window may hold needs its keys. */
  void need(int group) {
    KeyNumbers keys = dictionary.group(group);
    keys.forEach(Dictionary.NONE, (dimension, number) -> usage(dimension).need(number));
  }

  /** One less. */
  void release(int group) {
    KeyNumbers keys = dictionary.group(group);
    keys.forEach(Dictionary.NONE, (dimension, number) -> usage(dimension).release(number));
  }

  @Override
  public void key(Dimension dimension, int number, Key key) {
    dictionary.keys(dimension).put(number, key);
    usage(dimension).added(number);
  }

  @Override
  public void forgetKey(Dimension dimension, int number, Counts total) {
    usage(dimension).removed(number, total, mostKeys);
    dictionary.keys(dimension).remove(number);
  }

  @Override
  public void group(int number, KeyNumbers keys) {
    dictionary.groups().put(number, keys);
    groupsWeight += weightOf(keys.topics());
  }

  @Override
  public void forgetGroup(int number) {
    groupsWeight -= weight(number);
    partial.remove(number);
    dictionary.groups().remove(number);
  }

  @Override
  public int ofKey(Dimension dimension, int number) {
    return number;
  }

  @Override
  public int ofGroup(int number) {
    return number;
  }

  /** The weight of a group, with the keys it had when it got its number. */
  int weight(int group) {
    return partial.getOrDefault(group, weightOf(dictionary.group(group).topics()));
  }

  /** True if a snapshot held the group without some of its keys. */
  boolean isPartial(int group) {
    return partial.containsKey(group);
  }

  /** Notes that a group was read from a snapshot without keys that had been evicted by then. */
  void readPartial(int group, int weight) {
    groupsWeight += weight - weight(group);
    partial.put(group, weight);
  }

  /** True if all numbers of a group still mean the keys they meant when the group got its own. */
  boolean hasAllKeys(int group) {
    return remainingKeys(group) == dictionary.group(group);
  }

  /** A group's keys without those that were evicted since; the same instance if none was. */
  KeyNumbers remainingKeys(int group) {
    KeyNumbers keys = dictionary.group(group);
    long serial = dictionary.groups().serial(group);
    KeyNumbers left =
        keys.with(
            (dimension, number) ->
                dictionary.isStill(dimension, number, serial) ? number : Dictionary.NONE);
    return left.equals(keys) && !isPartial(group) ? keys : left;
  }
}
