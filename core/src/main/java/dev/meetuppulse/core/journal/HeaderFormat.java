package dev.meetuppulse.core.journal;

import dev.meetuppulse.core.rsvp.Reason;
import dev.meetuppulse.core.window.Bytes;
import dev.meetuppulse.core.window.Dimension;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** Writes and reads an entry's header. */
final class HeaderFormat {
  private static final byte SNAPSHOT = 'S';
  private static final byte DELTA = 'D';
  private static final EntryHeader.FencingTokens NO_TOKENS = new EntryHeader.FencingTokens(0, 0);
  private static final Map<Integer, Reason> REASONS =
      Arrays.stream(Reason.values()).collect(Collectors.toMap(Reason::number, Function.identity()));

  private HeaderFormat() {}

  static void write(Bytes out, EntryHeader header) {
    out.put(header.snapshot() ? SNAPSHOT : DELTA);
    out.varint(header.version());
    out.varint(header.tokens().own());
    out.varint(header.tokens().previous());
    header.scope().write(out);
    out.varint(header.bounds().rememberMillis());
    out.varint(header.bounds().rememberMost());
    out.varint(header.bounds().mostKeys());
    out.text(header.position().log());
    out.varint(header.position().next());
    out.varint(header.logEnd());
    out.varint(header.rebuildEnd());
    out.varint(header.clock());
    write(out, header.tally());
    write(out, header.shortBy(), Dimension::number);
  }

  private static void write(Bytes out, Tally tally) {
    out.varint(tally.filtered());
    out.varint(tally.newRsvps());
    out.varint(tally.duplicate());
    out.varint(tally.stale());
    out.varint(tally.changed());
    out.varint(tally.late());
    out.varint(tally.forgotten());
    write(out, tally.invalid(), Reason::number);
  }

  private static <K> void write(Bytes out, Map<K, Long> counts, ToIntFunction<K> number) {
    out.varint(counts.size());
    counts.forEach(
        (key, count) -> {
          out.varint(number.applyAsInt(key));
          out.varint(count);
        });
  }

  static EntryHeader read(Bytes.Reader in, int format) throws CorruptEntryException {
    byte kind = in.get();
    if (kind != SNAPSHOT && kind != DELTA) {
      throw new CorruptEntryException("a journal entry of unknown kind " + kind);
    }
    // In the order in which they are written, which is that of the header's parts.
    return new EntryHeader(
        kind == SNAPSHOT,
        in.varint(),
        format == Entries.FORMAT_WITHOUT_TOKENS
            ? NO_TOKENS
            : new EntryHeader.FencingTokens(in.varint(), in.varint()),
        CountScope.read(in),
        new EntryHeader.MemoryBounds(in.varint(), in.integer(), in.integer()),
        new Position(in.text(), in.varint()),
        in.varint(),
        in.varint(),
        in.varint(),
        readTally(in),
        readShortBy(in));
  }

  private static Map<Dimension, Long> readShortBy(Bytes.Reader in) {
    Map<Dimension, Long> shortBy = new EnumMap<>(Dimension.class);
    for (int n = in.integer(); n > 0; n--) {
      shortBy.put(Dimension.ofNumber(in.integer()), in.varint());
    }
    return shortBy;
  }

  private static Tally readTally(Bytes.Reader in) throws CorruptEntryException {
    long[] counts = new long[7];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = in.varint();
    }
    Map<Reason, Long> invalid = new EnumMap<>(Reason.class);
    for (int n = in.integer(); n > 0; n--) {
      int number = in.integer();
      Reason reason = REASONS.get(number);
      if (reason == null) {
        throw new CorruptEntryException("a journal entry with an unknown reason " + number);
      }
      invalid.put(reason, in.varint());
    }
    return new Tally(
        counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], counts[6], invalid);
  }
}
