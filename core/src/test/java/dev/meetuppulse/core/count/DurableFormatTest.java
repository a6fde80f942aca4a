package dev.meetuppulse.core.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meetuppulse.core.journal.CorruptEntryException;
import dev.meetuppulse.core.journal.MemoryJournals;
import dev.meetuppulse.core.journal.Tally;
import dev.meetuppulse.core.rsvp.GroupKeys;
import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.rsvp.Outcome;
import dev.meetuppulse.core.rsvp.Reason;
import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Journals, one of each format, that were written once and are never rewritten: a snapshot and a
 * delta, in hexadecimal, one entry per line. Every later version must read it. A change that can't
 * takes a new format number and keeps a reader for this one.
 */
class DurableFormatTest {
  private static final List<String> FILES = List.of("journal-2.hex", "journal-3.hex");
  private static final long T = 1_700_000_000_000L;

  @ParameterizedTest
  @FieldSource("FILES")
  void aJournalOfTheFirstVersionWithAFormat_isReadAsItWasWritten(String file) throws Exception {
    PartitionState state = PartitionState.fold(options("US, ca"), journal(file));
    Tally tally = state.tally();
    assertThat(tally.newRsvps()).isEqualTo(42);
    assertThat(tally.duplicate()).isEqualTo(1);
    assertThat(tally.stale()).isEqualTo(1);
    assertThat(tally.changed()).isEqualTo(1);
    assertThat(tally.filtered()).isEqualTo(1);
    assertThat(tally.late()).isEqualTo(1);
    for (Reason reason : Reason.values()) {
      assertThat(tally.invalid().getOrDefault(reason, 0L)).isEqualTo(reason.number());
      if (reason == Reason.BAD_TYPE_TOPICS) {
        // What was added later is not in the file.
        break;
      }
    }
    assertThat(state.position().log()).isEqualTo("the log");
  }

  @Test
  void theSameRecords_areWrittenAsTheSameBytes() throws Exception {
    assertThat(hex(write())).isEqualTo(hex(journal(FILES.get(FILES.size() - 1))));
  }

  @Test
  void aJournalOfOtherCountries_isRefusedWithAReason() {
    assertThatThrownBy(() -> PartitionState.fold(options("gb"), journal(FILES.get(0))))
        .isInstanceOf(CorruptEntryException.class)
        .hasMessageContaining("countries ca,us, but the settings now say")
        .hasMessageEndingWith("countries gb");
  }

  /** The numbers in saved state: adding is fine, changing one garbles what was saved. */
  @Test
  void numbersOfDimensionsAndReasons_areForEver() {
    assertThat(Dimension.values()).extracting(Dimension::number).startsWith(1, 2, 3, 4, 5);
    assertThat(Dimension.values())
        .extracting(Dimension::id)
        .startsWith("cities", "topics", "states", "groups", "events");
    assertThat(
            Arrays.stream(Reason.values())
                .limit(20)
                .map(reason -> reason.number() + " " + reason.id())
                .collect(Collectors.joining(", ")))
        .isEqualTo(
            "1 malformed_json, 2 too_large, 3 future, 4 missing_field:rsvp_id, 5 bad_type:rsvp_id,"
                + " 6 bad_value:rsvp_id, 7 missing_field:mtime, 8 bad_type:mtime, 9 bad_value:mtime,"
                + " 10 missing_field:group, 11 bad_type:group, 12 missing_field:group.group_country,"
                + " 13 bad_type:group.group_country, 14 missing_field:group.group_city,"
                + " 15 bad_type:group.group_city, 16 bad_type:group.group_state,"
                + " 17 bad_type:response, 18 bad_type:guests, 19 bad_value:guests,"
                + " 20 bad_type:group.group_topics");
  }

  private static List<byte[]> journal(String file) throws Exception {
    try (InputStream in = DurableFormatTest.class.getResourceAsStream(file)) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .map(HexFormat.of()::parseHex)
          .toList();
    }
  }

  private static String hex(List<byte[]> journal) {
    return journal.stream().map(HexFormat.of()::formatHex).collect(Collectors.joining("\n"));
  }

  /** Every kind of record, key and operation. */
  private static List<byte[]> write() throws Exception {
    MemoryJournals store = new MemoryJournals();
    PartitionCounter counter = PartitionCounter.open(0, options("ca,us"), store);
    List<Outcome> first = new ArrayList<>();
    for (Reason reason : Arrays.copyOf(Reason.values(), 20)) {
      for (int i = 0; i < reason.number(); i++) {
        first.add(new Outcome.Invalid(reason));
      }
    }
    first.add(new Outcome.Filtered(T));
    for (int i = 0; i < 40; i++) {
      first.add(rsvp(i, T + i * 200_000L, i % 3 == 0 ? "no" : "yes", i % 2, i));
    }
    first.add(rsvp(0, T + 9_000_000, "yes", 0, 0));
    apply(counter, 0, first);
    counter.save();
    long now = T + Duration.ofHours(3).toMillis();
    apply(
        counter,
        first.size(),
        List.of(
            rsvp(100, now, "yes", 2, 100),
            rsvp(100, now + 5, "yes", 2, 100),
            rsvp(39, T, "maybe", 0, 39),
            rsvp(101, T - Duration.ofDays(3).toMillis(), null, 0, 7)));
    counter.save();
    return store.read(0).entries();
  }

  private static void apply(PartitionCounter counter, long from, List<Outcome> records) {
    long logEnd = from + records.size() + 5;
    counter.apply(TestCounts.batch(0, "the log", from, logEnd, from == 0, records));
  }

  private static Rsvp rsvp(long id, long mtime, String response, int guests, int n) {
    return new Rsvp(
        id,
        mtime,
        response,
        guests,
        new GroupKeys(
            "us",
            Key.of("Città " + n + ", OR"),
            n % 4 == 0 ? null : Key.of("OR"),
            new Key("group-" + n, "Group № " + n),
            List.of(new Key("fun", "Fun"), Key.of("topic-" + n))),
        n % 5 == 0 ? null : new Key("e" + n, "Event " + n));
  }

  private static CountOptions options(String countries) {
    return new CountOptions(
        true,
        Window.parseList("all,1h:1m,10m:1s"),
        List.of(
            Dimension.EVENTS,
            Dimension.TOPICS,
            Dimension.CITIES,
            Dimension.GROUPS,
            Dimension.STATES),
        countries,
        Duration.ofHours(25),
        1_000,
        30,
        1_000);
  }
}
