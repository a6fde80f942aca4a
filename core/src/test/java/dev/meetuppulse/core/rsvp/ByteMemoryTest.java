package dev.meetuppulse.core.rsvp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Leaving known bytes out makes no difference to what a line is judged to be. */
class ByteMemoryTest {
  private static final long NOW = 1_500_000_000_000L;
  private static final String GROUP =
      "{'group_country':'us','group_city':'Salem','group_state':'or','group_topics':"
          + "[{'urlkey':'art','topic_name':'Art'}]}";
  private static final String LINE = "{'rsvp_id':1,'mtime':5,'group':" + GROUP + "}";

  /** Lines that are compared, in whole rounds; set it higher for a thorough comparison. */
  private static final int LINES = Integer.getInteger("pulse.fuzz", 30_000);

  /** After this many lines it begins again with those of the recording and another seed. */
  private static final int ROUND = 30_000;

  private final RsvpParser parser = new RsvpParser();

  @Test
  void put_longRuns_areBoundedTogether() {
    ByteMemory<Integer> memory = new ByteMemory<>(1 << 15, 192, 3 << 10);
    for (int i = 0; i < 40_000; i++) {
      byte[] run = (i + "x".repeat(3_000)).getBytes(UTF_8);
      memory.put(run, 0, run.length, run.length, i);
      assertThat(memory.meaning(memory.known(run, 0, run.length))).isEqualTo(i);
      assertThat(memory.heldBytes()).isBetween(run.length, 32 << 20);
    }
  }

  @Test
  void parse_sameBytesAgain_sameGroupKeys() {
    GroupKeys first = groupKeys(LINE);

    assertThat(groupKeys(LINE)).isSameAs(first);
    assertThat(groupKeys("{'group':" + GROUP + ",'mtime':7,'venue':[],'rsvp_id':2}"))
        .isSameAs(first);
  }

  @Test
  void parse_knownBytesElsewhere_areNotTheGroup() {
    groupKeys(LINE);

    assertInvalid("{'rsvp_id':1,'mtime':5,'venue':{'group':" + GROUP + "}}", Reason.MISSING_GROUP);
    assertInvalid("{'rsvp_id':1,'mtime':5,'sub\\'group':" + GROUP + "}", Reason.MISSING_GROUP);
    assertInvalid(
        "{'venue':{'group':" + GROUP + "},'rsvp_id':1,'mtime':5,'group':{}}",
        Reason.MISSING_COUNTRY);
  }

  @Test
  void parse_twoGroups_theLastCounts() {
    groupKeys(LINE);
    String other = GROUP.replace("Salem", "Keizer");

    assertThat(
            groupKeys("{'rsvp_id':1,'mtime':5,'group':" + GROUP + ",'group':" + other + "}").city())
        .isEqualTo(Key.of("Keizer, OR"));
    assertThat(
            groupKeys("{'rsvp_id':1,'mtime':5,'group':" + other + ",'group':" + GROUP + "}").city())
        .isEqualTo(Key.of("Salem, OR"));
    assertInvalid("{'rsvp_id':1,'mtime':5,'group':" + GROUP + ",'group':7}", Reason.BAD_TYPE_GROUP);
  }

  @Test
  void parse_brokenBesideKnownBytes_isBroken() {
    groupKeys(LINE);

    for (String line :
        List.of(
            LINE.replace("}]}}", "}]}"),
            LINE + "}",
            LINE.replace("'mtime':5", "'mtime':05"),
            LINE.replace("'group':", "'a,'group':"),
            LINE.replace(":{'group_country'", "{'group_country'"))) {
      assertThat(parse(line)).as(line).isEqualTo(new Outcome.Invalid(Reason.MALFORMED_JSON));
    }
  }

  @Test
  void parse_eventSeenBefore_sameEvent() {
    groupKeys(LINE);
    String event = "{'event_name':'Chess','event_id':'42','time':7}";
    String line = "{'rsvp_id':1,'mtime':5,'event':" + event + ",'group':" + GROUP + "}";
    Key first = ((Rsvp) parse(line)).event();

    assertThat(((Rsvp) parse(line)).event()).isSameAs(first);
    assertThat(((Rsvp) parse(line.replace("42", "43"))).event()).isEqualTo(Key.of("43"));
    assertThat(parse(line.replace("'event':", "'event':" + event + ",'event':")))
        .isEqualTo(parse(line));
    assertInvalid(line.replace("'time':7}", "'time':7}}"), Reason.MALFORMED_JSON);
  }

  @Test
  void known_withAnythingAfterTheRun_found() {
    ByteMemory<String> memory = new ByteMemory<>(64, 16, 100);
    byte[] line = "{'event_name':'Chess'},'mtime':5}".getBytes(UTF_8);
    byte[] other = "{'event_name':'Chess'},'guests':1}".getBytes(UTF_8);
    memory.put(line, 0, 22, line.length, "chess");

    int place = memory.known(other, 0, other.length);

    assertThat(memory.meaning(place)).isEqualTo("chess");
    assertThat(memory.length(place)).isEqualTo(22);
  }

  @Test
  void scanner_groupNotSeenBefore_readsItItself() {
    RecordFields fields = new RecordFields();
    LineScanner scanner =
        new LineScanner(
            new TextTable(16),
            new TextTable(16),
            new ByteMemory<>(64, 192, 3_000),
            new ByteMemory<>(64, 96, 1_000),
            fields);
    byte[] line = LINE.replace('\'', '"').getBytes(UTF_8);

    assertThat(scanner.read(line, 0, line.length)).isTrue();
    assertThat(fields.group.city.value()).isNotNull();
    assertThat(fields.knownGroup).isNull();
  }

  @Test
  void mutatedLines_areJudgedAsByAParserThatRemembersNoGroup() {
    AtomicInteger judged = new AtomicInteger();
    IntStream.rangeClosed(1, (LINES + ROUND - 1) / ROUND)
        .parallel()
        .forEach(
            seed -> {
              compareOnMutatedLines(seed);
              if (LINES > ROUND) {
                System.out.println(judged.addAndGet(ROUND) + " lines compared");
              }
            });
  }

  private static void compareOnMutatedLines(int seed) {
    RsvpParser parser = new RsvpParser();
    RsvpParser plain = new RsvpParser((ByteMemory<GroupKeys>) null);
    Random random = new Random(seed);
    List<byte[]> lines = new ArrayList<>(Recordings.lines(2017).subList(0, 200));
    for (int i = 0; i < ROUND; i++) {
      byte[] line = mutated(lines, random);
      Outcome expected = plain.parse(line, 0, NOW);
      Outcome judged = parseAmongOthers(parser, line, lines, random);
      assertThat(judged)
          .as(() -> "seed " + seed + ": " + new String(line, UTF_8))
          .isEqualTo(expected);
      assertThat(labels(judged)).isEqualTo(labels(expected));
      if (expected instanceof Rsvp && random.nextInt(4) == 0) {
        lines.set(random.nextInt(lines.size()), line);
      }
    }
  }

  /** Judges a line between others, as in what Kafka's client fetched. */
  private static Outcome parseAmongOthers(
      RsvpParser parser, byte[] line, List<byte[]> lines, Random random) {
    byte[] before = lines.get(random.nextInt(lines.size()));
    byte[] after = lines.get(random.nextInt(lines.size()));
    byte[] buffer = Arrays.copyOf(before, before.length + line.length + after.length);
    int end = before.length + line.length;
    System.arraycopy(line, 0, buffer, before.length, line.length);
    System.arraycopy(after, 0, buffer, end, after.length);
    return parser.parse(buffer, before.length, end, 0, NOW);
  }

  /** Keys are equal by name; labels of topics hang on the records before. */
  private static List<String> labels(Outcome outcome) {
    return outcome instanceof Rsvp rsvp
        ? Stream.of(rsvp.groupKeys().group(), rsvp.event())
            .filter(Objects::nonNull)
            .map(Key::label)
            .toList()
        : List.of();
  }

  /** A line, or parts of two, with up to three bytes changed, added or taken out. */
  private static byte[] mutated(List<byte[]> lines, Random random) {
    byte[] line = lines.get(random.nextInt(lines.size()));
    if (random.nextInt(4) == 0) {
      byte[] other = lines.get(random.nextInt(lines.size()));
      int cut = random.nextInt(line.length);
      byte[] end = Arrays.copyOfRange(other, random.nextInt(other.length), other.length);
      line = RandomLines.spliced(line, cut, line.length - cut, end);
    }
    byte[] interesting = "\"{}[]:,\\0-1.eutf \u0001\u00e9".getBytes(UTF_8);
    for (int changes = random.nextInt(4); changes > 0 && line.length > 1; changes--) {
      int at = random.nextInt(line.length);
      int from = random.nextInt(interesting.length);
      byte[] added = Arrays.copyOfRange(interesting, from, from + random.nextInt(2));
      line = RandomLines.spliced(line, at, random.nextInt(2), added);
    }
    return line;
  }

  private GroupKeys groupKeys(String line) {
    return ((Rsvp) parse(line)).groupKeys();
  }

  private void assertInvalid(String line, Reason reason) {
    assertThat(parse(line)).as(line).isEqualTo(new Outcome.Invalid(reason));
  }

  private Outcome parse(String line) {
    return parser.parse(line.replace('\'', '"').getBytes(UTF_8), 0, NOW);
  }
}
