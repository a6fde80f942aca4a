package dev.meetuppulse.core.rsvp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class MemberRemoverPropertyTest {
  private static final long NOW = 1_500_000_000_000L;
  private static final RsvpParser PARSER = new RsvpParser();
  private static final Pattern RECORD_NAME =
      Pattern.compile("rsvp_id|mtime|response|guests|group|event|venue");

  @Property(tries = 2500)
  void noSecretSurvivesInAValidLine(@ForAll long seed) {
    RandomLines lines = new RandomLines(seed);
    byte[] line = lines.withMembers(lines.record()).getBytes(UTF_8);
    assertThat(parse(line)).as(text(line)).isNotEqualTo(malformed());

    assertCleaned(line);
  }

  /** Breaks anything outside of the member's own braces and key. */
  @Property(tries = 2500)
  void noSecretSurvivesWhenTheLineIsBrokenAroundTheMember(@ForAll long seed) {
    RandomLines lines = new RandomLines(seed);
    String before = lines.record();
    String member =
        "\"member\":{\"member_id\":1,\"x\":{\"y\":\"}\"},\"z\":\"" + RandomLines.SECRET + "\"}";
    byte[] head = lines.broken(before.substring(0, before.length() - 1).getBytes(UTF_8));
    byte[] tail = lines.broken(new RandomLines(~seed).record().substring(1).getBytes(UTF_8));

    assertCleaned((text(head) + "," + member + "," + text(tail)).getBytes(ISO_8859_1));
  }

  /** Tries every shape in which records are published: whole, cut short or damaged. */
  @Property(tries = 1500)
  void noSecretSurvivesAnyShape(@ForAll long seed) {
    RandomLines lines = new RandomLines(seed);
    String record = lines.withMembers(lines.record());
    for (RecordShape shape : RecordShape.values()) {
      byte[] whole = shape.of(record);
      lines(whole).stream()
          .filter(line -> !isPartOfItsOwn(line))
          .forEach(line -> assertNoSecret(shape, line));
      lines(lines.broken(whole)).stream()
          .filter(line -> parse(line) == null || parse(line).equals(malformed()))
          .forEach(line -> assertNoSecret(shape, line));
    }
  }

  /**
   * A record over several lines may have only its member's value on one of them. That is an object
   * like any other, and keeps fields whose names say nothing of a member.
   */
  private static boolean isPartOfItsOwn(byte[] line) {
    return !malformed().equals(parse(line)) && !RECORD_NAME.matcher(text(line)).find();
  }

  @Property(tries = 400)
  void noSecretSurvivesATruncation(@ForAll long seed) {
    RandomLines lines = new RandomLines(seed);
    byte[] line = lines.withMembers(lines.record()).getBytes(UTF_8);
    for (int length = 0; length < line.length; length += 1 + line.length / 50) {
      assertCleaned(Arrays.copyOf(line, length));
    }
  }

  /** Each byte of a real record's member in turn dropped, or made another, or doubled. */
  @Example
  void noSecretSurvivesAnyOneChangeWithinTheMember() {
    String line =
        ("{'response':'yes','member':{'member_id':34628869,'other_services':{'twitter':"
                + "{'identifier':'@SECRET'}},'member_name':'A SECRET','photo':'https:\\/\\/SECRET'},"
                + "'visibility':'public','guests':0,'rsvp_id':7,'mtime':1,'group':{'group_topics':"
                + "[{'urlkey':'photo','topic_name':'Photography'}],'group_city':'Garner'}}")
            .replace('\'', '"')
            .replace("SECRET", RandomLines.SECRET);
    byte[] bytes = line.getBytes(UTF_8);
    int changes = 0;
    for (int i = line.indexOf("\"member\""); i < line.indexOf("\"visibility\""); i++) {
      for (byte mark : "{}[]\",:\\ 0n<\n\u0001".getBytes(UTF_8)) {
        for (int dropped = 0; dropped <= 1; dropped++) {
          changes += assertNoSecretIfBroken(RandomLines.spliced(bytes, i, dropped, mark));
        }
      }
      changes += assertNoSecretIfBroken(RandomLines.spliced(bytes, i, 1));
      changes += assertNoSecretIfBroken(RandomLines.spliced(bytes, i, 0, bytes[i]));
    }
    assertThat(changes).isGreaterThan(1000);
  }

  /**
   * A change that leaves valid JSON may rename the member or move its end: that cannot be detected.
   */
  private static int assertNoSecretIfBroken(byte[] line) {
    if (!parse(line).equals(malformed())) {
      return 0;
    }
    assertCleaned(line);
    return 1;
  }

  private static void assertCleaned(byte[] line) {
    MemberRemover.Cleaned cleaned = MemberRemover.remove(line);
    String text = text(line);
    assertThat(text(cleaned.line())).as(text).doesNotContain(RandomLines.SECRET);
    assertThat(MemberRemover.remove(cleaned.line()))
        .as(text)
        .satisfies(twice -> assertThat(text(twice.line())).isEqualTo(text(cleaned.line())))
        .satisfies(twice -> assertThat(twice.key()).isEqualTo(cleaned.key()));
    assertThat(parse(cleaned.line())).as(text).isEqualTo(parse(line));
  }

  private static void assertNoSecret(RecordShape shape, byte[] line) {
    assertThat(text(MemberRemover.remove(line).line()).replace("\0", ""))
        .as("%s %s", shape, text(line))
        .doesNotContain(RandomLines.SECRET);
  }

  private static List<byte[]> lines(byte[] bytes) {
    return text(bytes).lines().map(line -> line.getBytes(ISO_8859_1)).toList();
  }

  private static Outcome parse(byte[] line) {
    return PARSER.parse(line, 0, NOW);
  }

  private static Outcome malformed() {
    return new Outcome.Invalid(Reason.MALFORMED_JSON);
  }

  private static String text(byte[] line) {
    return new String(line, ISO_8859_1);
  }
}
