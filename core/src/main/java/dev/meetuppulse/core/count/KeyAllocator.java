package dev.meetuppulse.core.count;

import dev.meetuppulse.core.journal.JournalEvents;
import dev.meetuppulse.core.journal.Version;
import dev.meetuppulse.core.rsvp.GroupKeys;
import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.rsvp.TextBudget;
import dev.meetuppulse.core.window.Counts;
import dev.meetuppulse.core.window.Dictionary;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.KeyNumbers;
import dev.meetuppulse.core.window.KeyStore;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Finds the numbers that a record counts on, and decides which keys are held for it: new keys get a
 * number while windows have room for their cells, and there is room for them or another key can be
 * evicted.
 */
final class KeyAllocator {
  /**
   * A power of two: three times what the groups of a month of Meetup's stream take, with an
   * instance for each of two parsers, so that hardly any crowd each other out.
   */
  private static final int RECENT = 1 << 16;

  /** Places that a group may have: as many as their references fit into a line of the cache. */
  private static final int WAYS = 8;

  /** A real group has up to 21 topics; one with more is not remembered. */
  private static final int MAX_TOPICS = 32;

  /** Evictions for one new key, at most; the bound may have been lowered by far. */
  private static final int MAX_EVICTED = 64;

  private static final Dimension[] DIMENSIONS = Dimension.values();

  private final Dictionary dictionary;
  private final LocalNumbers numbers;
  private final PartitionMemory memory;

  /** Receives what is decided. */
  private final JournalEvents journal;

  private final IntConsumer forgetGroup;

  /**
   * The groups met last, by place. RSVPs of a group that one parser read usually share an instance,
   * which is found by identity.
   */
  private final GroupKeys[] recent = new GroupKeys[RECENT];

  private final int[] recentNumbers = new int[RECENT];
  private final long[] recentSerials = new long[RECENT];
  private final TextBudget recentText = new TextBudget();

  private int nextWay;

  /** Keys that must not be evicted while a record is counted. */
  private int[] pinned = new int[64];

  private int pinnedCount;
  private boolean isRestricted;
  private final Counts total = new Counts();
  private final Counts nothing = new Counts();

  KeyAllocator(
      Dictionary dictionary, LocalNumbers numbers, PartitionMemory memory, JournalEvents journal) {
    this.dictionary = dictionary;
    this.numbers = numbers;
    this.memory = memory;
    this.journal = journal;
    this.forgetGroup = journal::forgetGroup;
  }

  /** While it is restricted, gives out only the numbers of keys and groups that are held. */
  void restrictToHeld(boolean restrict) {
    isRestricted = restrict;
  }

  /** The number that a group's RSVP is counted under. */
  int group(GroupKeys group) {
    int first = first(group);
    for (int place = first; place < first + WAYS; place++) {
      if (recent[place] == group && isCurrent(place)) {
        return recentNumbers[place];
      }
    }
    for (int place = first; place < first + WAYS; place++) {
      if (group.equals(recent[place]) && isCurrent(place)) {
        return met(first, group, recentNumbers[place]);
      }
    }
    KeyNumbers keys = keys(group);
    int number = number(keys);
    boolean mayReturn =
        number != Dictionary.UNLISTED
            && group.topics().size() <= MAX_TOPICS
            && !keys.hasUnlisted()
            && TextBudget.fits(group);
    return mayReturn ? met(first, group, number) : number;
  }

  /** Reads where {@link #group} begins to look for a group; what it reads means nothing. */
  long peek(GroupKeys group) {
    int first = first(group);
    return (recent[first] == group ? 1 : 0) + recentNumbers[first] + recentSerials[first];
  }

  private static int first(GroupKeys group) {
    return (group.hashCode() & RECENT / WAYS - 1) * WAYS;
  }

  /** True if the group at a place still has its number, and a window may hold it. */
  private boolean isCurrent(int place) {
    int number = recentNumbers[place];
    return recentSerials[place] == dictionary.groups().serial(number) && memory.isBusy(number);
  }

  private int met(int first, GroupKeys group, int number) {
    if (recentText.isFull(group)) {
      Arrays.fill(recent, null);
    }
    int place = first + (nextWay++ & WAYS - 1);
    recent[place] = group;
    recentNumbers[place] = number;
    recentSerials[place] = dictionary.groups().serial(number);
    return number;
  }

  private KeyNumbers keys(GroupKeys group) {
    int[] topics = topics(group.topics());
    return KeyNumbers.of(dimension -> key(dimension, dimension.of(group)), topics);
  }

  /** The numbers of topics; all unlisted ones share one UNLISTED entry. */
  private int[] topics(List<Key> keys) {
    if (!dictionary.isCounted(Dimension.TOPICS)) {
      return new int[0];
    }
    int[] topics = new int[keys.size()];
    int n = 0;
    boolean unlisted = false;
    for (Key key : keys) {
      int number = key(Dimension.TOPICS, key);
      if (number == Dictionary.UNLISTED) {
        unlisted = true;
      } else {
        topics[n++] = number;
      }
    }
    if (unlisted) {
      topics[n++] = Dictionary.UNLISTED;
    }
    return n == topics.length ? topics : Arrays.copyOf(topics, n);
  }

  private int number(KeyNumbers keys) {
    int known = find(keys);
    if (known != Dictionary.NONE) {
      return known;
    }
    int weight = LocalNumbers.weightOf(keys.topics());
    return isRestricted || numbers.groupsWeight() + weight > numbers.mostGroups()
        ? Dictionary.UNLISTED
        : add(keys);
  }

  /** The number of a group, unless its numbers mean other keys by now. */
  private int find(KeyNumbers keys) {
    int known = dictionary.groups().find(keys);
    return known != Dictionary.NONE && numbers.hasAllKeys(known) ? known : Dictionary.NONE;
  }

  private int add(KeyNumbers keys) {
    int number = dictionary.groups().free();
    journal.group(number, keys);
    return number;
  }

  /** The number that an event's RSVP is counted under; {@link Dictionary#NONE} for null. */
  int event(Key event) {
    return key(Dimension.EVENTS, event);
  }

  /**
   * Makes a version that will be retracted refer to numbers that are still held, and pins those.
   */
  void prepareRetraction(Version version) {
    int group = version.group();
    if (group != Dictionary.UNLISTED) {
      KeyNumbers remaining = numbers.remainingKeys(group);
      if (remaining != dictionary.group(group)) {
        int known = find(remaining);
        group = known == Dictionary.NONE ? add(remaining) : known;
        version.set(version.mtime(), version.response(), group, version.event());
      }
      remaining.forEach(Dictionary.NONE, this::pin);
    }
    if (version.event() > Dictionary.UNLISTED) {
      pin(Dimension.EVENTS, version.event());
    }
  }

  private int key(Dimension dimension, Key key) {
    if (key == null || !dictionary.isCounted(dimension)) {
      return Dictionary.NONE;
    }
    KeyStore keys = dictionary.keys(dimension);
    int number = keys.find(key);
    if (number == Dictionary.NONE) {
      if (isRestricted || !makeRoom(dimension, key)) {
        return Dictionary.UNLISTED;
      }
      number = keys.free();
      journal.key(dimension, number, key);
    }
    pin(dimension, number);
    return number;
  }

  private boolean makeRoom(Dimension dimension, Key key) {
    KeyUsage usage = numbers.usage(dimension);
    int bytes = utf8Length(key.name());
    if (!key.label().equals(key.name())) {
      bytes += utf8Length(key.label());
    }
    long most = numbers.mostKeys() - KeyUsage.weightOf(bytes);
    if (usage.busyWeight() > most) {
      return false;
    }
    for (int n = 0; usage.weight() > most; n++) {
      if (n == MAX_EVICTED) {
        return false;
      }
      evict(dimension, usage.next());
    }
    return true;
  }

  private void evict(Dimension dimension, int number) {
    journal.forgetKey(dimension, number, numbers.usage(dimension).total(number, total));
  }

  private static int utf8Length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private void pin(Dimension dimension, int number) {
    if (number > Dictionary.UNLISTED && numbers.usage(dimension).isIdle(number)) {
      numbers.usage(dimension).need(number);
      if (pinnedCount + 2 > pinned.length) {
        pinned = Arrays.copyOf(pinned, 2 * pinned.length);
      }
      pinned[pinnedCount++] = dimension.ordinal();
      pinned[pinnedCount++] = number;
    }
  }

  /** The record is counted: forgets what nothing needs any more. */
  void release() {
    while (pinnedCount > 0) {
      int number = pinned[--pinnedCount];
      numbers.usage(DIMENSIONS[pinned[--pinnedCount]]).release(number);
    }
    memory.takeUnused(forgetGroup);
    for (Dimension dimension : DIMENSIONS) {
      KeyUsage usage = numbers.usage(dimension);
      for (int key = usage.unneeded(); key != Dictionary.NONE; key = usage.unneeded()) {
        journal.forgetKey(dimension, key, nothing);
      }
    }
  }
}
