package dev.meetuppulse.core.rsvp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MemberRemoverTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'member':{'a':1},'rsvp_id':7}               | {'rsvp_id':7}",
        "{'rsvp_id':7,'member':{'a':{'b':'}'}}}       | {'rsvp_id':7}",
        "{'rsvp_id':7,'member':[1,{'a':2}],'x':1}     | {'rsvp_id':7,'x':1}",
        "{'rsvp_id':7 , 'member' : -1.5e3 , 'x':1}    | {'rsvp_id':7 ,  'x':1}",
        "{'rsvp_id':7,'member':'a\\'}b' }             | {'rsvp_id':7 }",
        "{'member':null,'member':true,'rsvp_id':7}    | {'rsvp_id':7}",
        "{'rsvp_id':7,'member':1 , 'member':2}        | {'rsvp_id':7}",
        "{'rsvp_id':7,'m\\u0065mber':'x'}             | {'rsvp_id':7}",
        "{'rsvp_id':7,'x':[{'member':{'member':1}}]}  | {'rsvp_id':7,'x':[{}]}",
        "{'rsvp_id':7,'visibility':'member'}          | {'rsvp_id':7,'visibility':'member'}",
        "{'rsvp_id':7,'member_name':'x','photo':'y'}  | {'rsvp_id':7}",
        "{'rsvp_id':7,'Member':{},'old.memberId':1}   | {'rsvp_id':7}",
        "{'rsvp_id':7,'other_services':{'x':1}}       | {'rsvp_id':7}",
        "{'rsvp_id':7,'a':'new member: hi, member!'}  | {'rsvp_id':7,'a':'new member: hi, member!'}",
        "{'rsvp_id':7,'a':'{\\'member\\':{\\'x\\':1}}'} | {'rsvp_id':7,'a':'<removed>'}",
        "{'rsvp_id':7,'a':['x','member_name=Ann'],'b':1} | {'rsvp_id':7,'a':['x','<removed>'],'b':1}",
        "{'rsvp_id':7,'a':'membermember_x&quot;:1'}   | {'rsvp_id':7,'a':'<removed>'}",
        "{'rsvp_id':7,'{\\'member\\':1}':2,'a':3}     | {'rsvp_id':7,'a':3}",
        "{'rsvp_id':7,'a':[{'name':'member_name','value':'Ann'}]} | {'rsvp_id':7}",
        "{'rsvp_id':7,'columns':['photo'],'rows':[['x']]} | {'rsvp_id':7}",
        "{'rsvp_id':7,'group':{'group_topics':[{'urlkey':'photo'}]},'a':1} | {'rsvp_id':7,'group':{'group_topics':[{'urlkey':'photo'}]},'a':1}",
        "{'member':1}                                 | {}",
        "{'rsvp_id':{'member':1,'a':2}}                 | {'rsvp_id':{'a':2}}",
      })
  void remove_validLine_withoutMemberAnywhere(String line, String expected) {
    assertThat(removed(line)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'rsvp_id':7}                                 | 7",
        "{'a':{'rsvp_id':1},'rsvp_id':-8}              | -8",
        "{'rsvp_id':7,'rsvp_id':9223372036854775807}   | 9223372036854775807",
        "{'rsvp\\u005fid':7}                           | 7",
        "{'rsvp_id':-0}                                | 0",
        "{'rsvp_id':'7'}                               | `null`",
        "{'rsvp_id':7.0}                               | `null`",
        "{'rsvp_id':9223372036854775808}               | `null`",
        "{'rsvp_id':null}                              | `null`",
        "{'rsvp_id':7,'rsvp_id':{'rsvp_id':8}}            | `null`",
        "{'a':{'rsvp_id':1}}                           | `null`",
        "[{'rsvp_id':7}]                               | `null`",
        "{'rsvp_id':7                                  | `null`",
        "{'rsvp_id':7}{}                               | `null`",
        "7                                             | `null`",
        "`'x`                                          | `null`",
      })
  void remove_anyLine_keyIsTheIdOfAValidOne(String line, String key) {
    assertThat(MemberRemover.remove(bytes(line)).key()).isEqualTo("null".equals(key) ? null : key);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'member':{'n':'S'},'guests':1             | {}",
        "{'guests':1,'member':{'n':'S'},'respon     | {'guests':1}",
        "{'guests':1,'member':{'n':'S'},'time':18   | {'guests':1}",
        "{'guests':1,'member':{'n':'S'},'time':18,  | {'guests':1,'time':18}",
        "{'guests':1,'response':'ye                 | {'guests':1}",
        "{'guests':1,'response':'yes'               | {'guests':1,'response':'yes'}",
        "{'guests':1,'time':18x                     | {'guests':1}",
        "{'guests':1,'response':'yes',              | {'guests':1,'response':'yes'}",
        "{'guests':1,'group':{'group_id':2,'x       | {'guests':1,'group':{'group_id':2}}",
        "{'group':{'group_topics':[{'urlkey':'a','topic_name':'A"
            + " | {'group':{'group_topics':[{'urlkey':'a'}]}}",
        "{'guests':1}{'guests':2}                   | {'guests':1}",
        "{'guests':1},                              | {'guests':1}",
        "{'guests':1,'unknown':'S','lat':-1.5e3}x   | {'guests':1,'lat':-1.5e3}",
        "{'guests':1,'event_name':'a {S}'}x         | {'guests':1}",
        "{'guests':null,'visibility':true}x         | {'guests':null,'visibility':true}",
        "[{'guests':1}]                             | {}",
        "'S'                                        | {}",
        "S                                          | {}",
        "7                                          | {}",
        "null                                       | {}",
      })
  void remove_notOneObject_knownFieldsBeforeTheFaultReasonAndLength(String line, String fields) {
    assertThat(removed(line)).isEqualTo(fields + " <malformed_json: " + line.length() + " bytes>");
  }

  @Test
  void remove_beginningOfALine_stubOfTheWhole() {
    MemberRemover.Cleaned cleaned =
        MemberRemover.remove(bytes("{'guests':1,'rsvp_id':7,'x':'y"), 2_000_000);

    assertThat(cleaned.length()).isEqualTo(2_000_000);
    assertThat(new String(cleaned.line(), UTF_8).replace('"', '\''))
        .isEqualTo("{'guests':1,'rsvp_id':7} <too_large: 2000000 bytes>");
    assertThat(MemberRemover.remove(cleaned.line()).length()).isEqualTo(2_000_000);
    assertThat(MemberRemover.remove(cleaned.line()).line()).isEqualTo(cleaned.line());
  }

  @Test
  void remove_keepAlive_asItIs() {
    assertThat(removed(" ")).isEqualTo(" ");
  }

  @Test
  void knownFields_objectWithOverlongTexts_theirBeginnings() {
    String record =
        "{'rsvp_id':7,'event':{'event_name':'it\\u0027s \\\\ {x}'},'x':1,'venue':{'venue_name':'";

    assertThat(
            new String(MemberRemover.knownFields(bytes(record + "y".repeat(2001) + "'}}")), UTF_8))
        .isEqualTo(
            "{\"rsvp_id\":7,\"event\":{\"event_name\":\"it's \\\\ {x}\"},\"venue\":{\"venue_name\":\""
                + "y".repeat(2000)
                + "\"}}");
  }

  @Test
  void knownFields_stub_asItIs() {
    byte[] stub = MemberRemover.remove(bytes("{'rsvp_id':7,'mtime':1,'guests':")).line();

    assertThat(MemberRemover.knownFields(stub)).isEqualTo(stub);
  }

  static Stream<Arguments> fieldsAfterAGoodRecord() {
    String group = ",'group':{'group_country':'us','group_city':'Salem',";
    String digits = "9".repeat(50);
    String spaces = " ".repeat(3000);
    return Stream.of(
        Arguments.of("no field", ""),
        Arguments.of("object", ",'guests':{'a':1}"),
        Arguments.of("object", ",'mtime':{'mtime':1}"),
        Arguments.of("long integer", ",'guests':" + digits),
        Arguments.of("long integer", ",'rsvp_id':-" + digits),
        Arguments.of("long fraction", ",'guests':1." + digits),
        Arguments.of("array", ",'response':['yes']"),
        Arguments.of("number", group + "'group_name':'x'},'group':7"),
        Arguments.of("null", ",'group':null"),
        Arguments.of("array", ",'group':[{'group_country':'us'}]"),
        Arguments.of("text", ",'event':'e'"),
        Arguments.of("object", group + "'group_state':{}}"),
        Arguments.of("text", group + "'group_topics':'social'}"),
        Arguments.of("object", group + "'group_topics':{'urlkey':'a'}}"),
        Arguments.of("null", group + "'group_topics':null}"),
        Arguments.of("text", group + "'group_topics':[{'urlkey':'a'},'b']}"),
        Arguments.of("long text", group + "'group_state':'" + "s".repeat(2001) + "'}"),
        Arguments.of("long text", group + "'group_urlname':'" + "u".repeat(2001) + "'}"),
        Arguments.of(
            "long text", group + "'group_topics':[{'urlkey':'" + "t".repeat(2001) + "'}]}"),
        Arguments.of("spaces before", group + "'group_city':'" + spaces + "Rome'}"),
        Arguments.of("spaces before", group + "'group_city':'" + spaces + "c".repeat(600) + "'}"),
        Arguments.of("spaces before", group + "'group_urlname':'" + spaces + "u'}"),
        Arguments.of("spaces", group + "'group_city':'" + spaces + "'}"),
        Arguments.of("half a pair", group + "'group_city':'\\ud83d'}"),
        Arguments.of("pairs", group + "'group_name':'a" + "\ud83d\ude00".repeat(1500) + "'}"),
        Arguments.of("long text", ",'event':{'event_id':'" + "e".repeat(2001) + "'}"),
        Arguments.of("half a pair in a name", ",'\\ud83d':1,'guests':[]"));
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource
  void fieldsAfterAGoodRecord(String what, String fields) {
    byte[] line =
        bytes(
            "{'rsvp_id':7,'mtime':1,'group':{'group_country':'us','group_city':'Salem'},'noise':'"
                + "n".repeat(60_000)
                + "'"
                + fields
                + "}");

    byte[] known = MemberRemover.knownFields(line);

    assertThat(known).hasSizeLessThan(20_000);
    assertThat(new RsvpParser().parse(known, 0, 1)).isEqualTo(new RsvpParser().parse(line, 0, 1));
  }

  @Test
  void remove_badUtf8_isBroken() {
    byte[] line = "{\"rsvp_id\":7,\"member\":{\"n\":\"\u00ff\"},\"guests\":1}".getBytes(ISO_8859_1);

    MemberRemover.Cleaned cleaned = MemberRemover.remove(line);

    assertThat(cleaned.key()).isNull();
    assertThat(cleaned.line())
        .asString(ISO_8859_1)
        .isEqualTo("{\"rsvp_id\":7} <malformed_json: 43 bytes>");
  }

  @Test
  void remove_tooDeep_isBrokenAsForTheParser() {
    String deep = "[".repeat(2000) + "]".repeat(2000);

    assertThat(removed("{'rsvp_id':7,'member':{'n':" + deep + "}}"))
        .isEqualTo("{'rsvp_id':7} <malformed_json: 4029 bytes>");
  }

  @Test
  void remove_surrogateInAName_isValid() {
    assertThat(removed("{'\\ud83d\\ude00':1,'member':{'\\udead':2},'rsvp_id':7}"))
        .isEqualTo("{'\\ud83d\\ude00':1,'rsvp_id':7}");
    assertThat(MemberRemover.remove(bytes("{'\\ud83d':1,'rsvp_id':7}")).key()).isEqualTo("7");
  }

  @Test
  void remove_hugeTexts_areReadInTime() {
    String backslashes = "\\\\".repeat(500_000);
    assertTimeoutPreemptively(
        Duration.ofSeconds(90),
        () -> {
          assertUnchanged("{'x':'" + "member".repeat(170_000) + "'}");
          assertUnchanged("{'x':'%" + backslashes + "'}");
          assertUnchanged("{'" + backslashes + "':1}");
        });
  }

  @Test
  void remove_memberLastInManyObjects_areReadInTime() {
    String text = "{'x':'" + "y".repeat(5_000_000) + "','a':[";
    assertTimeoutPreemptively(
        Duration.ofSeconds(90),
        () ->
            assertThat(removed(text + "{'b':1 , 'photo':0},".repeat(150_000) + "0]}"))
                .isEqualTo(text + "{'b':1 },".repeat(150_000) + "0]}"));
  }

  @Test
  void remove_noMember_theSameArray() {
    byte[] valid = bytes("{'rsvp_id':7}");

    assertThat(MemberRemover.remove(valid).line()).isSameAs(valid);
  }

  private static void assertUnchanged(String line) {
    byte[] bytes = bytes(line);
    assertThat(MemberRemover.remove(bytes).line()).isSameAs(bytes);
  }

  /** A line that was not too large must not become so. */
  @Test
  void remove_manyShortTexts_isNoLongerThanTheLine() {
    String line = "{'rsvp_id':7,'x':[" + "'{a:',".repeat(100_000) + "'member']}";
    assertThat(removed(line)).hasSizeLessThanOrEqualTo(line.length());
  }

  private static String removed(String line) {
    byte[] cleaned = MemberRemover.remove(bytes(line)).line();
    return new String(cleaned, UTF_8).replace('"', '\'');
  }

  private static byte[] bytes(String line) {
    return line.replace('\'', '"').getBytes(UTF_8);
  }
}
