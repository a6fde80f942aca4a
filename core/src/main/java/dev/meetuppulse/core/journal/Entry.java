package dev.meetuppulse.core.journal;

import dev.meetuppulse.core.count.SeenRsvps;
import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.rsvp.Reason;
import dev.meetuppulse.core.window.Bytes;
import dev.meetuppulse.core.window.Dictionary;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.FacetKeys;
import dev.meetuppulse.core.window.KeyTotals;
import dev.meetuppulse.core.window.Ring;
import dev.meetuppulse.core.window.Totals;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/**
 * How a journal entry is written down.
 *
 * <pre>
 * "MPJ" version kind                      5 bytes
 * header                                  fingerprint, position, clock, tally
 * keys, facets                            each: how many, then those
 * ops (or, in a base: totals, cells, remembered)   each: how many, then those
 * CRC-32C of all before                   8 bytes
 * </pre>
 */
public final class Entry {
  private static final byte[] MAGIC = {'M', 'P', 'J', 1};
  private static final int CHECKSUM_BYTES = 8;
  private static final byte BASE = 'B';
  private static final byte DELTA = 'D';
  private static final byte FRESH = 1;
  private static final byte CHANGED = 2;
  private static final byte SEEN = 3;
  private static final Map<String, Reason> REASONS =
      Arrays.stream(Reason.values()).collect(Collectors.toMap(Reason::id, Function.identity()));
  private static final Dimension[] DIMENSIONS = Dimension.values();

  private Entry() {}

  /**
   * How much of a dictionary is written.
   *
   * @param keys of each dimension, by its ordinal
   */
  private record Written(int[] keys, int facets) {
    private static final Written NOTHING = new Written(new int[DIMENSIONS.length], 0);

    private static Written all(Dictionary dictionary) {
      return new Written(
          Arrays.stream(DIMENSIONS).mapToInt(dictionary::size).toArray(), dictionary.facetsSize());
    }
  }

  /** Gathers what has happened since the last entry, in that order. */
  public static final class Writer {
    private final Dictionary dictionary;
    private final Bytes ops = new Bytes(1 << 12);
    private Written written = Written.NOTHING;
    private int opCount;
    private long clock;

    public Writer(Dictionary dictionary) {
      this.dictionary = dictionary;
    }

    /** What the dictionary holds by now stands in entries. */
    public void written() {
      written = Written.all(dictionary);
    }

    public void fresh(long id, long now, long mtime, long answer, int facetsNumber, int event) {
      op(FRESH, id, now);
      version(mtime, answer, facetsNumber, event);
    }

    /** To be followed by two {@link #version}s: before and now. */
    public void changed(long id, long now) {
      op(CHANGED, id, now);
    }

    public void seen(long id, long now) {
      op(SEEN, id, now);
    }

    public void version(long mtime, long answer, int facetsNumber, int event) {
      ops.zigzag(clock - mtime);
      ops.varint(answer);
      ops.varint(facetsNumber);
      ops.varint(event + 1);
    }

    private void op(byte kind, long id, long now) {
      opCount++;
      ops.put(kind);
      ops.fixed(id);
      ops.varint(now - clock);
      clock = now;
    }

    /** The entry so far; then begins the next one. */
    public byte[] finish(EntryHeader header) {
      Bytes out = start(header, ops.size());
      define(out, dictionary, written);
      out.varint(opCount);
      out.append(ops);
      written();
      ops.clear();
      opCount = 0;
      clock = 0;
      return finished(out);
    }
  }

  /**
   * An entry that holds everything.
   *
   * @param totals of all time; null if they are not kept
   */
  public static byte[] base(
      EntryHeader header,
      Dictionary dictionary,
      KeyTotals totals,
      List<Ring> rings,
      SeenRsvps seen) {
    Bytes out = start(header, seen.size() * 24);
    define(out, dictionary, Written.NOTHING);
    for (Dimension dimension : DIMENSIONS) {
      Totals of = totals == null ? null : totals.of(dimension);
      int size = of == null ? 0 : dictionary.size(dimension);
      out.varint(size);
      for (int key = 0; key < size; key++) {
        numbers(out, of.rsvps(key), of.yes(key), of.no(key), of.going(key));
      }
    }
    out.varint(rings.size());
    for (Ring ring : rings) {
      List<Long> buckets = ring.buckets();
      out.varint(buckets.size());
      for (long bucket : buckets) {
        cells(out, ring, bucket);
      }
    }
    out.varint(seen.size());
    for (int row = seen.oldest(); row != SeenRsvps.NONE; row = seen.newer(row)) {
      out.fixed(seen.id(row));
      out.zigzag(header.clock() - seen.lastSeen(row));
      out.zigzag(header.clock() - seen.mtime(row));
      out.varint(seen.answer(row));
      out.varint(seen.facets(row));
      out.varint(seen.event(row) + 1);
    }
    return finished(out);
  }

  /** Writes what of the dictionary is not written. */
  private static void define(Bytes out, Dictionary dictionary, Written written) {
    Written all = Written.all(dictionary);
    out.varint(Arrays.stream(all.keys).sum() - Arrays.stream(written.keys).sum());
    for (Dimension dimension : DIMENSIONS) {
      int ordinal = dimension.ordinal();
      for (int i = written.keys[ordinal]; i < all.keys[ordinal]; i++) {
        Key key = dictionary.key(dimension, i);
        out.put((byte) ordinal);
        out.text(key.name());
        out.text(key.label().equals(key.name()) ? "" : key.label());
      }
    }
    out.varint(all.facets - written.facets);
    for (int i = written.facets; i < all.facets; i++) {
      FacetKeys facets = dictionary.facets(i);
      out.varint(facets.city() + 1);
      out.varint(facets.state() + 1);
      out.varint(facets.group() + 1);
      out.varint(facets.topics().length);
      for (int topic : facets.topics()) {
        out.varint(topic);
      }
    }
  }

  private static void cells(Bytes out, Ring ring, long bucket) {
    out.zigzag(bucket);
    Bytes cells = new Bytes(256);
    int[] count = {0};
    ring.forEach(
        bucket,
        (facets, event, rsvps, yes, no, going) -> {
          count[0]++;
          cells.varint(facets);
          cells.varint(event + 1);
          numbers(cells, rsvps, yes, no, going);
        });
    out.varint(count[0]);
    out.append(cells);
  }

  private static void numbers(Bytes out, long rsvps, long yes, long no, long going) {
    out.zigzag(rsvps);
    out.zigzag(yes);
    out.zigzag(no);
    out.zigzag(going);
  }

  private static Bytes start(EntryHeader header, int roughly) {
    Bytes out = new Bytes(roughly + 512);
    for (byte b : MAGIC) {
      out.put(b);
    }
    out.put(header.base() ? BASE : DELTA);
    out.text(header.fingerprint());
    out.text(header.position().log());
    out.varint(header.position().next());
    out.varint(header.end());
    out.varint(header.rebuildEnd());
    out.varint(header.clock());
    Tally tally = header.tally();
    out.varint(tally.filtered());
    out.varint(tally.fresh());
    out.varint(tally.duplicate());
    out.varint(tally.stale());
    out.varint(tally.changed());
    out.varint(tally.late());
    out.varint(tally.forgotten());
    out.varint(tally.invalid().size());
    tally
        .invalid()
        .forEach(
            (reason, count) -> {
              out.text(reason.id());
              out.varint(count);
            });
    return out;
  }

  private static byte[] finished(Bytes out) {
    out.fixed(checksum(out.array(), out.size()));
    return out.toArray();
  }

  private static long checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return crc.getValue();
  }

  /**
   * Reads an entry.
   *
   * @throws CorruptEntryException if it is torn, foreign or of another make; the visitor may have
   *     been told a part of it
   */
  public static void read(byte[] entry, EntryVisitor visitor) throws CorruptEntryException {
    int length = entry.length - CHECKSUM_BYTES;
    if (length < MAGIC.length + 1
        || !Arrays.equals(entry, 0, MAGIC.length - 1, MAGIC, 0, MAGIC.length - 1)) {
      throw new CorruptEntryException("not a journal entry of Meetup Pulse");
    }
    if (entry[MAGIC.length - 1] != MAGIC[MAGIC.length - 1]) {
      throw new CorruptEntryException(
          "a journal entry of format "
              + entry[MAGIC.length - 1]
              + ", this is format "
              + MAGIC[MAGIC.length - 1]);
    }
    if (new Bytes.Reader(entry, length).fixed() != checksum(entry, length)) {
      throw new CorruptEntryException("a torn journal entry: its checksum does not match");
    }
    Bytes.Reader in = new Bytes.Reader(entry, MAGIC.length);
    EntryHeader header = header(in);
    visitor.header(header);
    for (int n = in.integer(); n > 0; n--) {
      Dimension dimension = DIMENSIONS[in.get()];
      String name = in.text();
      String label = in.text();
      visitor.key(dimension, new Key(name, label.isEmpty() ? name : label));
    }
    for (int n = in.integer(); n > 0; n--) {
      int city = in.integer() - 1;
      int state = in.integer() - 1;
      int group = in.integer() - 1;
      int[] topics = new int[in.integer()];
      for (int i = 0; i < topics.length; i++) {
        topics[i] = in.integer();
      }
      visitor.facets(new FacetKeys(city, state, group, topics));
    }
    if (header.base()) {
      standing(in, header, visitor);
    } else {
      ops(in, visitor);
    }
  }

  private static EntryHeader header(Bytes.Reader in) throws CorruptEntryException {
    boolean base = in.get() == BASE;
    String fingerprint = in.text();
    Position position = new Position(in.text(), in.varint());
    long end = in.varint();
    long rebuildEnd = in.varint();
    long clock = in.varint();
    long[] counts = new long[7];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = in.varint();
    }
    Map<Reason, Long> invalid = new EnumMap<>(Reason.class);
    for (int n = in.integer(); n > 0; n--) {
      String id = in.text();
      Reason reason = REASONS.get(id);
      if (reason == null) {
        throw new CorruptEntryException("a journal entry with an unknown reason " + id);
      }
      invalid.put(reason, in.varint());
    }
    Tally tally =
        new Tally(
            counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], counts[6], invalid);
    return new EntryHeader(base, fingerprint, position, end, rebuildEnd, clock, tally);
  }

  private static void ops(Bytes.Reader in, EntryVisitor visitor) {
    EntryVisitor.Version before = new EntryVisitor.Version();
    EntryVisitor.Version now = new EntryVisitor.Version();
    long clock = 0;
    for (int n = in.integer(); n > 0; n--) {
      clock = op(in, clock, before, now, visitor);
    }
  }

  /** Reads one; returns its time. */
  private static long op(
      Bytes.Reader in,
      long last,
      EntryVisitor.Version before,
      EntryVisitor.Version now,
      EntryVisitor visitor) {
    byte kind = in.get();
    long id = in.fixed();
    long clock = last + in.varint();
    switch (kind) {
      case FRESH -> {
        version(in, clock, now);
        visitor.fresh(id, clock, now);
      }
      case CHANGED -> {
        version(in, clock, before);
        version(in, clock, now);
        visitor.changed(id, clock, before, now);
      }
      default -> visitor.seen(id, clock);
    }
    return clock;
  }

  private static void version(Bytes.Reader in, long clock, EntryVisitor.Version version) {
    version.set(clock - in.zigzag(), in.varint(), in.integer(), in.integer() - 1);
  }

  private static void standing(Bytes.Reader in, EntryHeader header, EntryVisitor visitor) {
    for (Dimension dimension : DIMENSIONS) {
      int size = in.integer();
      for (int key = 0; key < size; key++) {
        visitor.total(dimension, key, in.zigzag(), in.zigzag(), in.zigzag(), in.zigzag());
      }
    }
    int rings = in.integer();
    for (int ring = 0; ring < rings; ring++) {
      for (int buckets = in.integer(); buckets > 0; buckets--) {
        long bucket = in.zigzag();
        for (int n = in.integer(); n > 0; n--) {
          visitor.cell(
              ring,
              bucket,
              in.integer(),
              in.integer() - 1,
              in.zigzag(),
              in.zigzag(),
              in.zigzag(),
              in.zigzag());
        }
      }
    }
    EntryVisitor.Version version = new EntryVisitor.Version();
    for (int n = in.integer(); n > 0; n--) {
      long id = in.fixed();
      long lastSeen = header.clock() - in.zigzag();
      version(in, header.clock(), version);
      visitor.remembered(id, lastSeen, version);
    }
  }
}
