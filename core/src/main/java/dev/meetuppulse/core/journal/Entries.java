package dev.meetuppulse.core.journal;

import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.window.Bytes;
import dev.meetuppulse.core.window.Counts;
import dev.meetuppulse.core.window.Dictionary;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.KeyNumbers;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * The format that all entries share.
 *
 * <pre>
 * "MPJ" format            4 bytes
 * header                  kind, version, tokens, scope, bounds, position, clock, tally
 * delta: operations, then 0        snapshot: sections (number, length, bytes), then 0
 * CRC-32C of all before   8 bytes
 * </pre>
 *
 * The numbers of operations, sections, dimensions and reasons never change: a later version reads
 * what this one wrote.
 */
final class Entries {
  static final int END = 0;

  static final int NEW = 1;
  static final int CHANGED = 2;
  static final int SEEN = 3;
  static final int KEY = 4;
  static final int FORGET_KEY = 5;
  static final int GROUP = 6;
  static final int FORGET_GROUP = 7;

  static final int KEYS_SECTION = 1;
  static final int GROUPS_SECTION = 2;
  static final int CELLS_SECTION = 3;

  /** The single keys of a group that every entry has. */
  private static final List<Dimension> FIRST_ONES =
      List.of(Dimension.CITIES, Dimension.STATES, Dimension.GROUPS);

  private static final byte[] MAGIC = {'M', 'P', 'J'};
  static final byte FORMAT_WITHOUT_TOKENS = 2;
  private static final byte FORMAT = 3;
  private static final int CHECKSUM_BYTES = 8;

  private Entries() {}

  static Bytes start(EntryHeader header, int roughly) {
    Bytes out = new Bytes(roughly + 512);
    for (byte b : MAGIC) {
      out.put(b);
    }
    out.put(FORMAT);
    HeaderFormat.write(out, header);
    return out;
  }

  static byte[] finish(Bytes out) {
    out.put((byte) END);
    out.fixed(checksum(out.array(), out.size()));
    return out.toArray();
  }

  /**
   * Checks an entry and returns a reader positioned after magic and format.
   *
   * @throws CorruptEntryException if the entry is torn, foreign or of another format
   */
  static Bytes.Reader open(byte[] entry) throws CorruptEntryException {
    int length = entry.length - CHECKSUM_BYTES;
    if (length <= MAGIC.length + 1
        || !Arrays.equals(entry, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new CorruptEntryException("not a journal entry of Meetup Pulse");
    }
    if (format(entry) != FORMAT && format(entry) != FORMAT_WITHOUT_TOKENS) {
      throw new CorruptEntryException(
          "a journal entry of format " + format(entry) + "; this version reads up to " + FORMAT);
    }
    if (new Bytes.Reader(entry, length).fixed() != checksum(entry, length)) {
      throw new CorruptEntryException("a torn journal entry: its checksum does not match");
    }
    return new Bytes.Reader(entry, MAGIC.length + 1);
  }

  /** The format of an entry that is open. */
  static int format(byte[] entry) {
    return entry[MAGIC.length];
  }

  private static long checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return crc.getValue();
  }

  static void write(Bytes out, Key key) {
    out.text(key.name());
    out.text(key.label().equals(key.name()) ? "" : key.label());
  }

  static Key readKey(Bytes.Reader in) {
    String name = in.text();
    String label = in.text();
    return new Key(name, label.isEmpty() ? name : label);
  }

  /** The counted dimensions that were added after this format. */
  static List<Dimension> added(CountScope scope) {
    return scope.dimensions().stream()
        .filter(dimension -> Dimension.ONE_A_GROUP.contains(dimension))
        .filter(dimension -> !FIRST_ONES.contains(dimension))
        .toList();
  }

  /** Writes the key numbers of a group; those of added dimensions follow the topics. */
  static void write(Bytes out, KeyNumbers keys, List<Dimension> added) {
    FIRST_ONES.forEach(dimension -> out.varint(keys.of(dimension) + 1));
    out.varint(keys.topics());
    for (int i = 0; i < keys.topics(); i++) {
      out.varint(keys.topic(i) + 1);
    }
    added.forEach(dimension -> out.varint(keys.of(dimension) + 1));
  }

  static KeyNumbers readGroup(Bytes.Reader in, List<Dimension> added) {
    Map<Dimension, Integer> ones = new EnumMap<>(Dimension.class);
    FIRST_ONES.forEach(dimension -> ones.put(dimension, in.integer() - 1));
    int[] topics = new int[in.integer()];
    for (int i = 0; i < topics.length; i++) {
      topics[i] = in.integer() - 1;
    }
    added.forEach(dimension -> ones.put(dimension, in.integer() - 1));
    return KeyNumbers.of(dimension -> ones.getOrDefault(dimension, Dictionary.NONE), topics);
  }

  static void write(Bytes out, Counts counts) {
    out.zigzag(counts.rsvps());
    out.zigzag(counts.yes());
    out.zigzag(counts.no());
    out.zigzag(counts.going());
  }

  static Counts read(Bytes.Reader in, Counts into) {
    return into.set(in.zigzag(), in.zigzag(), in.zigzag(), in.zigzag());
  }
}
