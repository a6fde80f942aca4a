package dev.meetuppulse.core.rsvp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        "{'rsvp_id':7,'member_name':'x'}              | {'rsvp_id':7,'member_name':'x'}",
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

  /** In each, S is the secret. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'member':{'n':'S'},'guests':1             | {'member':<removed>,'guests':1",
        "{'guests':1,'member':{'n':'S'},'respon     | {'guests':1,'member':<removed>,",
        "{'guests':1,'member':{'n':'S'},'time':'18  | {'guests':1,'member':<removed>,'time':'18",
        "{'guests':1,'member':{'n':'S               | {'guests':1,'member':<removed>",
        "{'guests':1,'member':                      | {'guests':1,'member':<removed>",
        "{,'member':{'n':'\\'}S'},'guests':1}       | {,'member':<removed>,'guests':1}",
        "{,'member':{'n':{'o':'S'}},'guests':1}     | {,'member':<removed>,'guests':1}",
        "{,'member':{'n':1},'n':'S'},'guests':1}    | {,'member':<removed>,",
        "{,'member':{'n':'a'b}S'},'guests':1}       | {,'member':<removed>",
        "{,'member':'S','guests':1}                 | {,'member':<removed>",
        "{,'member':['S'],'guests':1}               | {,'member':<removed>",
        "{,'m\\u0065mber':{'n':'S'},'guests':1}     | {,'member':<removed>,'guests':1}",
        "{,'member' : {'n':'S'} , 'guests' : 1}     | {,'member':<removed> , 'guests' : 1}",
        "{,'member'{'n':'S'},'guests':1}            | {,'member':<removed>,'guests':1}",
        "{,'member:{'n':'S'},'guests':1}            | {,'member':<removed>,'guests':1}",
        "{,member':{'n':'S'},'guests':1}            | {,'member':<removed>,'guests':1}",
        "{,'membr':{'member_name':'S'},'guests':1}  | {,'membr':{'member':<removed>",
        "{,'member':{'n':'S'},'group':{'member':{'n':'S'},'group_id':1}}"
            + " | {,'member':<removed>,'group':{'member':<removed>,'group_id':1}}",
        "{'response':'yes,'member':{'n':'S'},'guests':1} "
            + "| {'response':'yes,'member':<removed>,'guests':1}",
        "{,'urlkey':'member','topic_name':'Member'} | {,'urlkey':'member','topic_name':'Member'}",
        "{'member':{'n':'S'}}{'member':{'n':'S'}}   | {'member':<removed>}{'member':<removed>}",
        "{,'response':'a new member: me','guests':1} | {,'response':'a new member: me','guests':1}",
      })
  void remove_brokenLine_memberBlankedUpToWhereItsBracesCloseOrFurther(
      String line, String expected) {
    assertThat(removed(line)).isEqualTo(expected);
  }

  @Test
  void remove_badUtf8_isBroken() {
    byte[] line = "{\"rsvp_id\":7,\"member\":{\"n\":\"\u00ff\"},\"guests\":1}".getBytes(ISO_8859_1);

    MemberRemover.Cleaned cleaned = MemberRemover.remove(line);

    assertThat(cleaned.key()).isNull();
    assertThat(cleaned.line())
        .asString(ISO_8859_1)
        .isEqualTo("{\"rsvp_id\":7,\"member\":<removed>,\"guests\":1}");
  }

  @Test
  void remove_tooDeep_isBrokenAsTheParserSays() {
    String deep = "[".repeat(2000) + "]".repeat(2000);

    assertThat(removed("{'rsvp_id':7,'member':{'n':" + deep + "}}"))
        .isEqualTo("{'rsvp_id':7,'member':<removed>}");
  }

  @Test
  void remove_surrogateInAName_isValid() {
    assertThat(removed("{'\\ud83d\\ude00':1,'member':{'\\udead':2},'rsvp_id':7}"))
        .isEqualTo("{'\\ud83d\\ude00':1,'rsvp_id':7}");
    assertThat(MemberRemover.remove(bytes("{'\\ud83d':1,'rsvp_id':7}")).key()).isEqualTo("7");
  }

  @Test
  void remove_noMember_theSameArray() {
    byte[] valid = bytes("{'rsvp_id':7}");
    byte[] broken = bytes("{'rsvp_id':7");

    assertThat(MemberRemover.remove(valid).line()).isSameAs(valid);
    assertThat(MemberRemover.remove(broken).line()).isSameAs(broken);
  }

  private static String removed(String line) {
    byte[] cleaned = MemberRemover.remove(bytes(line)).line();
    return new String(cleaned, UTF_8).replace('"', '\'');
  }

  private static byte[] bytes(String line) {
    return line.replace('\'', '"').getBytes(UTF_8);
  }
}
