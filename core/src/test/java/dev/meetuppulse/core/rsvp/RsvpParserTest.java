package dev.meetuppulse.core.rsvp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RsvpParserTest {
  private static final long NOW = 1_500_000_000_000L;

  private static final String LINE =
      "{'rsvp_id':7,'mtime':1499999999123,'response':'yes','guests':2,"
          + "'member':{'member_id':1,'member_name':'Ann'},"
          + "'event':{'event_id':'e1','event_name':'Paper Collage','time':1},"
          + "'group':{'group_country':'us','group_city':'Garner','group_state':'nc',"
          + "'group_urlname':'ELEOS','group_name':'ELEOS Art','group_topics':["
          + "{'urlkey':'photo','topic_name':'Photography'},{'urlkey':'art','topic_name':'Art'}]}}";

  private final RsvpParser parser = new RsvpParser();

  @Test
  void parse_fullRecord_allThatIsCounted() {
    Rsvp rsvp = valid(LINE);

    assertThat(rsvp.id()).isEqualTo(7);
    assertThat(rsvp.mtime()).isEqualTo(1_499_999_999_123L);
    assertThat(rsvp.response()).isEqualTo("yes");
    assertThat(rsvp.guests()).isEqualTo(2);
    assertThat(rsvp.event()).hasToString("Key[name=e1, label=Paper Collage]");
    GroupKeys groupKeys = rsvp.groupKeys();
    assertThat(groupKeys.country()).isEqualTo("us");
    assertThat(groupKeys.city()).hasToString("Key[name=Garner, NC, label=Garner, NC]");
    assertThat(groupKeys.state()).hasToString("Key[name=NC, label=NC]");
    assertThat(groupKeys.group()).hasToString("Key[name=ELEOS, label=ELEOS Art]");
    assertThat(groupKeys.topics())
        .hasToString("[Key[name=photo, label=Photography], Key[name=art, label=Art]]");
  }

  @Test
  void parse_onlyRequiredFields_defaultsForTheRest() {
    Rsvp rsvp =
        valid("{'rsvp_id':-7,'mtime':1,'group':{'group_country':'de','group_city':'Köln'}}");

    assertThat(rsvp.id()).isEqualTo(-7);
    assertThat(rsvp.response()).isNull();
    assertThat(rsvp.guests()).isZero();
    assertThat(rsvp.event()).isNull();
    assertThat(rsvp.groupKeys().city().name()).isEqualTo("Köln, DE");
    assertThat(rsvp.groupKeys().state()).isNull();
    assertThat(rsvp.groupKeys().group()).isNull();
    assertThat(rsvp.groupKeys().topics()).isEmpty();
  }

  @Test
  void parse_longLabels_areCutAndNeverInAPair() {
    String name = "a".repeat(199) + "\ud83d\ude00" + "b".repeat(200_000);
    Rsvp rsvp = valid(LINE.replace("ELEOS Art", name).replace("Paper Collage", name.substring(1)));

    assertThat(rsvp.groupKeys().group().label()).isEqualTo("a".repeat(199));
    assertThat(rsvp.event().label()).isEqualTo("a".repeat(198) + "\ud83d\ude00");
  }

  @Test
  void parse_keyThatIsItsOwnLabel_isWholeBesideACutLabel() {
    String city = "c".repeat(496);
    String urlname = "u".repeat(500);
    Rsvp rsvp =
        valid(
            LINE.replace("Garner", city)
                .replace("ELEOS'", urlname + "'")
                .replace("ELEOS Art", " "));

    assertThat(rsvp.groupKeys().city().name()).isEqualTo(city + ", NC");
    assertThat(rsvp.groupKeys().city().label()).isEqualTo("c".repeat(200));
    assertThat(rsvp.groupKeys().group().name()).isEqualTo(urlname);
    assertThat(rsvp.groupKeys().group().label()).isEqualTo("u".repeat(200));
  }

  /** Each row puts a text of 501 bytes in the place of another. */
  @ParameterizedTest
  @CsvSource({
    "Garner, x, 497, bad_value:group.group_city",
    "ELEOS, \u4eac, 167, bad_value:group.group_urlname",
    "art, \ud83d\ude00, 126, bad_value:group.group_topics",
    "e1, \u00e9, 251, bad_value:event.event_id"
  })
  void parse_keyOfMoreThan500Bytes_isABadValue(String old, String unit, int times, String reason) {
    String line = LINE.replace("'" + old + "'", "'" + unit.repeat(times) + "'");

    assertThat(parse(line))
        .isInstanceOfSatisfying(
            Outcome.Invalid.class, it -> assertThat(it.reason().id()).isEqualTo(reason));
    valid(LINE.replace("'" + old + "'", "'" + unit.repeat(times - 1) + "'"));
  }

  /** Upper case, which has more bytes. */
  @Test
  void parse_stateOfMoreThan500BytesInUpperCase_isABadValue() {
    assertInvalid(LINE.replace("'nc'", "'" + "\u0149".repeat(167) + "'"), Reason.BAD_VALUE_STATE);
    valid(LINE.replace("'nc'", "'" + "\u0149".repeat(164) + "'"));
  }

  /** Each row replaces the first text by the second in a valid line. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'rsvp_id':7,              | ``                                  | missing_field:rsvp_id",
        "'rsvp_id':7               | 'rsvp_id':null                      | missing_field:rsvp_id",
        "'rsvp_id':7               | 'rsvp_id':'7'                       | bad_type:rsvp_id",
        "'rsvp_id':7               | 'rsvp_id':7.0                       | bad_type:rsvp_id",
        "'rsvp_id':7               | 'rsvp_id':7e0                       | bad_type:rsvp_id",
        "'rsvp_id':7               | 'rsvp_id':{'a':[1]}                 | bad_type:rsvp_id",
        "'rsvp_id':7               | 'rsvp_id':9223372036854775808       | bad_value:rsvp_id",
        "'rsvp_id':7               | 'rsvp_id':-9223372036854775809      | bad_value:rsvp_id",
        "'rsvp_id':7               | 'rsvp_id':18446744073709551623      | bad_value:rsvp_id",
        "'mtime':1499999999123,    | ``                                  | missing_field:mtime",
        "'mtime':1499999999123     | 'mtime':'1'                         | bad_type:mtime",
        "'mtime':1499999999123     | 'mtime':true                        | bad_type:mtime",
        "'mtime':1499999999123     | 'mtime':0                           | bad_value:mtime",
        "'mtime':1499999999123     | 'mtime':-1                          | bad_value:mtime",
        "'mtime':1499999999123     | 'mtime':99999999999999999999        | bad_value:mtime",
        "'mtime':1499999999123     | 'mtime':1500000060001               | future",
        "'mtime':1499999999123     | 'mtime':9223372036854775807         | future",
        "'response':'yes'          | 'response':1                        | bad_type:response",
        "'guests':2                | 'guests':'2'                        | bad_type:guests",
        "'guests':2                | 'guests':2.0                        | bad_type:guests",
        "'guests':2                | 'guests':false                      | bad_type:guests",
        "'guests':2                | 'guests':-1                         | bad_value:guests",
        "'guests':2                | 'guests':1000001                    | bad_value:guests",
        "'guests':2                | 'guests':4294967298                 | bad_value:guests",
        "'guests':2                | 'guests':99999999999999999999       | bad_value:guests",
        "'group':                  | 'no_group':                         | missing_field:group",
        "'group':                  | 'group':null,'no_group':            | missing_field:group",
        "'group':                  | 'group':'x','no_group':             | bad_type:group",
        "'group':                  | 'group':[{}],'no_group':            | bad_type:group",
        "'group_country':'us',     | ``                      | missing_field:group.group_country",
        "'group_country':'us'      | 'group_country':1       | bad_type:group.group_country",
        "'group_country':'us'      | 'group_country':' '     | bad_type:group.group_country",
        "'group_city':'Garner',    | ``                      | missing_field:group.group_city",
        "'group_city':'Garner'     | 'group_city':null       | missing_field:group.group_city",
        "'group_city':'Garner'     | 'group_city':['Garner'] | bad_type:group.group_city",
        "'group_city':'Garner'     | 'group_city':''         | bad_type:group.group_city",
        "'group_city':'Garner'     | 'group_city':'\\u00a0\\u0085\\t' | bad_type:group.group_city",
        "'group_state':'nc'        | 'group_state':1         | bad_type:group.group_state",
        "'group_topics':           | 'group_topics':{},'x':  | bad_type:group.group_topics",
        "'group_topics':           | 'group_topics':'','x':  | bad_type:group.group_topics",
        "{'urlkey':'photo'         | 'photo',{'urlkey':'photo' | bad_type:group.group_topics",
        "{'urlkey':'photo'         | null,{'urlkey':'photo'  | bad_type:group.group_topics",
        "'urlkey':'photo'          | 'urlkey':1              | bad_type:group.group_topics",
        "'urlkey':'photo'          | 'urlkey':null           | bad_type:group.group_topics",
        "'urlkey':'photo',         | ``                      | bad_type:group.group_topics",
      })
  void parse_brokenRule_itsReason(String valid, String broken, String reason) {
    assertThat(LINE).contains(valid);

    assertThat(parse(LINE.replace(valid, broken)))
        .isInstanceOfSatisfying(
            Outcome.Invalid.class, it -> assertThat(it.reason().id()).isEqualTo(reason));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "null",
        "7",
        "'text'",
        "{",
        "{}{}",
        "{} x",
        "{},",
        "x{}",
        "{'a':1,}",
        "{,}",
        "{'a' 1}",
        "{'a'}",
        "{a:1}",
        "{'a':NaN}",
        "{'a':Infinity}",
        "{'a':-Infinity}",
        "{'a':01}",
        "{'a':-01}",
        "{'a':+1}",
        "{'a':.5}",
        "{'a':5.}",
        "{'a':1e}",
        "{'a':-}",
        "{'a':0x1}",
        "{'a':True}",
        "{'a':truex}",
        "{'a':[1,]}",
        "{'a':[1 2]}",
        "{'a':[}",
        "{'a':'\\x'}",
        "{'a':'\\u12g4'}",
        "{'a':'tab\there'}",
        "{'a':'line\nhere'}",
        "{'a':'nul\u0000here'}",
        "{'a\u0001':1}",
        "{'a':'open}",
        "{'a':1}//",
        "{'a':1}/**/",
        "{'a':1}#",
        "{\f'a':1}",
        "\uFEFF{'a':1}",
        "\u00a0{'a':1}",
      })
  void parse_notStrictJson_malformed(String line) {
    assertInvalid(line, Reason.MALFORMED_JSON);
  }

  @Test
  void parse_brokenAfterAllFields_malformed() {
    for (int length = 1; length < LINE.length(); length++) {
      assertInvalid(LINE.substring(0, length), Reason.MALFORMED_JSON);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0080", // a tail alone
        "\u00c3", // a head alone
        "\u00c0\u00af", // overlong
        "\u00e0\u0080\u00af",
        "\u00f0\u0080\u0080\u00af",
        "\u00ed\u00a0\u0080", // a surrogate
        "\u00f4\u0090\u0080\u0080", // beyond U+10FFFF
        "\u00f5\u0080\u0080\u0080",
        "\u00ff",
        "\u00e2\u0082", // cut short
      })
  void parse_badUtf8EvenInSkippedText_malformed(String bytes) {
    String line = LINE.replace("'Ann'", "'" + bytes + "'").replace('\'', '"');

    assertThat(parser.parse(line.getBytes(ISO_8859_1), 0, NOW))
        .isEqualTo(new Outcome.Invalid(Reason.MALFORMED_JSON));
  }

  @Test
  void parse_utf16_malformed() {
    assertThat(parser.parse(LINE.replace('\'', '"').getBytes(UTF_16LE), 0, NOW))
        .isEqualTo(new Outcome.Invalid(Reason.MALFORMED_JSON));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t \r", "\n", "\u000b\f"})
  void parse_whiteSpaceOnly_keepAlive(String line) {
    assertThat(parse(line)).isNull();
  }

  @Test
  void parse_nothing_keepAlive() {
    assertThat(parser.parse(null, 0, NOW)).isNull();
    assertThat(parser.parse(null, RsvpParser.MAX_BYTES + 1, NOW)).isNull();
  }

  @Test
  void parse_whiteSpaceAround_valid() {
    valid(" \t\r\n" + LINE.replace(":", " :\t").replace(",", "\r, ") + " \r\n");
  }

  @Test
  void parse_upToAMebibyte_validAndBeyondTooLarge() {
    byte[] line = Arrays.copyOf(bytes(LINE), RsvpParser.MAX_BYTES);
    Arrays.fill(line, LINE.length(), line.length, (byte) ' ');
    assertThat(parser.parse(line, 0, NOW)).isInstanceOf(Rsvp.class);

    byte[] longer = Arrays.copyOf(line, line.length + 1);
    longer[line.length] = ' ';
    assertThat(parser.parse(longer, 0, NOW)).isEqualTo(new Outcome.Invalid(Reason.TOO_LARGE));
  }

  @Test
  void parse_shortenedByTheFeed_tooLargeByDeclaredSize() {
    assertThat(parser.parse(bytes(LINE), RsvpParser.MAX_BYTES + 1, NOW))
        .isEqualTo(new Outcome.Invalid(Reason.TOO_LARGE));
    assertThat(parser.parse(bytes(LINE), RsvpParser.MAX_BYTES, NOW)).isInstanceOf(Rsvp.class);
  }

  @Test
  void parse_extremesOfIntegers_valid() {
    assertThat(valid(LINE.replace("'rsvp_id':7", "'rsvp_id':9223372036854775807")).id())
        .isEqualTo(Long.MAX_VALUE);
    assertThat(valid(LINE.replace("'rsvp_id':7", "'rsvp_id':-9223372036854775808")).id())
        .isEqualTo(Long.MIN_VALUE);
    assertThat(valid(LINE.replace("'rsvp_id':7", "'rsvp_id':-0")).id()).isZero();
    assertThat(valid(LINE.replace("'guests':2", "'guests':1000000")).guests()).isEqualTo(1_000_000);
  }

  @Test
  void parse_keyTwice_lastCounts() {
    assertThat(valid(LINE.replace("'rsvp_id':7", "'rsvp_id':'x','rsvp_id':8")).id()).isEqualTo(8);
    String group = "'group':{'group_country':'de','group_city':'Bonn','group_topics':7},'group':";
    assertThat(valid(LINE.replace("'group':", group)).groupKeys().city().name())
        .isEqualTo("Garner, NC");
    assertThat(valid(LINE.replace("}]}}", "}],'group_topics':[{'urlkey':'x'}]}}")).groupKeys())
        .extracting(GroupKeys::topics)
        .hasToString("[Key[name=x, label=x]]");
    assertInvalid(LINE.replace("}]}}", "}]},'group':{}}"), Reason.MISSING_COUNTRY);
    assertThat(valid(LINE.replace("'group':", "'event':null,'group':")).event()).isNull();
  }

  @Test
  void parse_escapedKeys_areKeys() {
    assertThat(valid(LINE.replace("'rsvp_id'", "'rsvp\\u005fid'")).id()).isEqualTo(7);
  }

  @Test
  void parse_textWithSpacesAround_trimmedAndCased() {
    GroupKeys groupKeys =
        valid(
                LINE.replace("'us'", "' US\\t'")
                    .replace("'Garner'", "'\u00a0New  York\\u0085\u3000'")
                    .replace("'nc'", "'\\u2007ny '"))
            .groupKeys();

    assertThat(groupKeys.country()).isEqualTo("us");
    assertThat(groupKeys.city().name()).isEqualTo("New  York, NY");
    assertThat(groupKeys.state().name()).isEqualTo("NY");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "''", "' '", "null", "[]", "{}"})
  void parse_eventOrGroupWithoutName_countsOnNone(String value) {
    assertThat(valid(LINE.replace("'e1'", value)).event()).isNull();
    assertThat(valid(LINE.replace("'ELEOS'", value)).groupKeys().group()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "'x'", "null", "[{'event_id':'e1'}]"})
  void parse_eventNotAnObject_noEvent(String value) {
    assertThat(valid(LINE.replace("'event':", "'event':" + value + ",'x':")).event()).isNull();
  }

  @Test
  void parse_noLabel_theKeyIsItsLabel() {
    Rsvp rsvp =
        valid(LINE.replace("'Paper Collage'", "7").replace("ELEOS Art", " ").replace("'Art'", "1"));

    assertThat(rsvp.event()).hasToString("Key[name=e1, label=e1]");
    assertThat(rsvp.groupKeys().group()).hasToString("Key[name=ELEOS, label=ELEOS]");
    assertThat(rsvp.groupKeys().topics().get(1)).hasToString("Key[name=art, label=art]");
  }

  /** Which keys are evicted for want of room depends on labels, never on what came before. */
  @Test
  void parse_topicLabelledOtherwiseBefore_hasTheLabelOfItsRecord() {
    String unlabelled = LINE.replace("'topic_name':'Art'", "'x':1");
    for (int round = 0; round < 2; round++) {
      assertThat(topicLabels(unlabelled)).containsExactly("Photography", "art");
      assertThat(topicLabels(LINE)).containsExactly("Photography", "Art");
      assertThat(topicLabels(LINE.replace("Photography", "Photos")))
          .containsExactly("Photos", "Art");
    }
  }

  private List<String> topicLabels(String line) {
    return valid(line).groupKeys().topics().stream().map(Key::label).toList();
  }

  @Test
  void parse_otherResponse_keptAsItIs() {
    assertThat(valid(LINE.replace("'yes'", "' Waitlist'")).response()).isEqualTo(" Waitlist");
    assertThat(valid(LINE.replace("'yes'", "null")).response()).isNull();
  }

  @Test
  void parse_repeatedTopics_distinctInOrder() {
    StringBuilder many = new StringBuilder("{'urlkey':'photo'}");
    for (int i = 0; i < 200; i++) {
      many.append(",{'urlkey':'t").append(i % 100).append("'},{'urlkey':'photo'}");
    }
    GroupKeys groupKeys =
        valid(LINE.replace("{'urlkey':'art','topic_name':'Art'}", many)).groupKeys();

    assertThat(groupKeys.topics()).hasSize(101).doesNotHaveDuplicates();
    assertThat(groupKeys.topics().get(100).name()).isEqualTo("t99");
    assertThat(valid(LINE).groupKeys().topics()).hasSize(2);
  }

  @Test
  void parse_blankTopic_isCountedAsItIs() {
    assertThat(valid(LINE.replace("'photo'", "' '")).groupKeys().topics().get(0).name())
        .isEqualTo(" ");
  }

  @Test
  void parse_loneSurrogate_replacementCharacter() {
    assertThat(valid(LINE.replace("'e1'", "'a\\ud83d'")).event().name()).isEqualTo("a\uFFFD");
    assertThat(valid(LINE.replace("'e1'", "'\\ude00\\ud83d\\ude00'")).event().name())
        .isEqualTo("\uFFFD\uD83D\uDE00");
  }

  @Test
  void parse_surrogateInAName_isValid() {
    for (String name : List.of("\\ud83d", "\\uD83D\\uDE00", "a\\\\ud83d", "\\\\\\ude00 ")) {
      assertThat(valid(LINE.replace("'rsvp_id'", "'" + name + "' : [1],'rsvp_id'")).id())
          .as(name)
          .isEqualTo(7);
    }
    assertThat(
            valid(
                    LINE.replace("'rsvp_id'", "'\\udead':0,'rsvp_id'")
                        .replace("'e1'", "'\\ud83d\\ude00'"))
                .event()
                .name())
        .isEqualTo("\uD83D\uDE00");
    for (String broken : List.of("'\\udead':0 0", "'\\udeax':0", "'\\udea':0")) {
      assertThat(parse(LINE.replace("'rsvp_id'", broken + ",'rsvp_id'")))
          .as(broken)
          .isEqualTo(new Outcome.Invalid(Reason.MALFORMED_JSON));
    }
  }

  @Test
  void parse_sameGroupAgain_sharesItsKeys() {
    GroupKeys first = valid(LINE).groupKeys();

    assertThat(valid(LINE.replace("'rsvp_id':7", "'rsvp_id':8")).groupKeys()).isSameAs(first);
    assertThat(valid(LINE.replace("'nc'", "'sc'")).groupKeys()).isNotEqualTo(first);
    assertThat(valid(LINE.replace("ELEOS Art", "Renamed")).groupKeys().group().label())
        .isEqualTo("Renamed");
    assertThat(valid(LINE.replace("'art'", "'arts'")).groupKeys()).isNotEqualTo(first);
  }

  @Test
  void parse_hostileNesting_malformed() {
    for (String deep : new String[] {"[".repeat(1_000_000), "{'a':".repeat(200_000)}) {
      assertInvalid("{'x':" + deep, Reason.MALFORMED_JSON);
    }
    String closed = "[".repeat(400_000) + "]".repeat(400_000);
    assertInvalid(LINE.replace("'Ann'", closed), Reason.MALFORMED_JSON);
    String deep = "[".repeat(900) + "]".repeat(900);
    valid(LINE.replace("'Ann'", deep));
  }

  /** Jackson's hash adds up all of a name from its thirteenth byte on, four at a time. */
  @Test
  void parse_namesChosenToHaveOneHash_areNotRead() {
    StringBuilder names = new StringBuilder();
    Random random = new Random(1);
    while (names.length() < 900_000) {
      int fourth = random.nextInt(0x40404040) + 0x30303030 & 0x7f7f7f7f;
      int fifth = spread(2 * 0x50505050 - spread(fourth));
      if (isPlain(fifth) && isPlain(fourth)) {
        names.append("'AAAABBBBCCCC").append(text(fourth)).append(text(fifth)).append("':1,");
      }
    }
    // With a space, so that Jackson reads it.
    for (int i = 0; i < 3; i++) {
      String another = "'another" + i + "':1,";
      assertInvalid(LINE.replace("'time':1", another + names + " 'time':1"), Reason.MALFORMED_JSON);
    }
    // What is left of them takes no room from the names of others.
    StringBuilder others = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      others.append("'AAAABBBBCCCC").append(i).append("':1,");
    }
    valid(LINE.replace("'time':1", others + " 'time':1"));
  }

  /** The part of Jackson's hash that four bytes add; applied twice it gives the bytes again. */
  private static int spread(int bytes) {
    return bytes ^ bytes >> 21;
  }

  private static boolean isPlain(int bytes) {
    return text(bytes).matches("[0-9A-Za-z ~!#-&(-/]{4}");
  }

  private static String text(int bytes) {
    return new String(ByteBuffer.allocate(4).putInt(bytes).array(), ISO_8859_1);
  }

  @Test
  void parse_hugeValues_areReadInTime() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(90),
        () -> {
          assertInvalid(
              LINE.replace("'rsvp_id':7", "'rsvp_id':" + "9".repeat(1_000_000)),
              Reason.BAD_VALUE_RSVP_ID);
          valid(LINE.replace("'time':1", "'time':" + "9".repeat(1_000_000)));
          valid(
              LINE.replace(
                  "'time':1", "'time':1." + "9".repeat(500_000) + "e" + "9".repeat(400_000)));
          valid(LINE.replace("'time':1", "'" + "k".repeat(1_000_000) + "':1"));
          assertInvalid(LINE.replace("Garner", "C".repeat(1_000_000)), Reason.BAD_VALUE_CITY);
          StringBuilder topics = new StringBuilder();
          StringBuilder names = new StringBuilder();
          for (int i = 0; i < 40_000; i++) {
            topics.append("{'urlkey':'").append(i).append("'},");
            names.append("'k").append(i).append("':").append(i).append(',');
          }
          assertThat(valid(LINE.replace("{'urlkey':'art'", topics + "{'urlkey':'art'")).groupKeys())
              .satisfies(groupKeys -> assertThat(groupKeys.topics()).hasSize(40_002));
          valid(LINE.replace("'time':1", names + "'time':1"));
          StringBuilder sameHash = new StringBuilder();
          for (int i = 0; i < 23_000; i++) {
            sameHash.append("{'urlkey':'").append(sameHash(i)).append("'},");
          }
          String many = LINE.replace("{'urlkey':'art'", sameHash + "{'urlkey':'art'");
          assertThat(valid(many).groupKeys().topics()).hasSize(23_002);
        });
  }

  /** Another text for each number below 2^15; all of them have the same hash code. */
  private static String sameHash(int number) {
    StringBuilder text = new StringBuilder();
    for (int bit = 0; bit < 15; bit++) {
      text.append((number >> bit & 1) == 0 ? "Aa" : "BB");
    }
    return text.toString();
  }

  private void assertInvalid(String line, Reason reason) {
    assertThat(parse(line))
        .as(line.substring(0, Math.min(500, line.length())))
        .isEqualTo(new Outcome.Invalid(reason));
  }

  private Outcome parse(String line) {
    return parser.parse(bytes(line), 0, NOW);
  }

  private Rsvp valid(String line) {
    Outcome outcome = parse(line);
    assertThat(outcome)
        .as(line.substring(0, Math.min(500, line.length())))
        .isInstanceOf(Rsvp.class);
    return (Rsvp) outcome;
  }

  /** Lines are written with ' for " to be readable here. */
  private static byte[] bytes(String line) {
    return line.replace('\'', '"').getBytes(UTF_8);
  }
}
