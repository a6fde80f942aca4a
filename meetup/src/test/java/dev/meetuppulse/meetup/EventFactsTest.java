package dev.meetuppulse.meetup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.core.rsvp.RsvpParser;
import dev.meetuppulse.meetup.EventFacts.Defect;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which record an RSVP becomes. */
class EventFactsTest {
  private static final String GROUP =
      "{'id':'7','name':'G','urlname':'g','city':' Lagos ','state':'al','country':'NG',"
          + "'lat':1.5,'lon':null,'activeTopics':[{'name':'A','urlkey':'a'}]}";

  @Test
  void record_isValidAndAgreesWithTheApi() throws Exception {
    Rsvp rsvp = rsvp("'group':" + GROUP + ",'topics':{'edges':[]}", "YES_PENDING_PAYMENT", 2);

    assertThat(rsvp.id()).isEqualTo(12);
    assertThat(rsvp.mtime()).isEqualTo(1_767_225_600_000L);
    assertThat(rsvp.response()).isEqualTo("yes");
    assertThat(rsvp.guests()).isEqualTo(2);
    assertThat(rsvp.event().name()).isEqualTo("tok");
    assertThat(rsvp.groupKeys().city().name()).isEqualTo("Lagos, NG");
    assertThat(rsvp.groupKeys().country()).isEqualTo("ng");
    assertThat(rsvp.groupKeys().group().name()).isEqualTo("g");
    assertThat(rsvp.groupKeys().topics()).extracting(topic -> topic.name()).containsExactly("a");
  }

  @Test
  void state_onlyWhereTheStreamHadOne() throws Exception {
    String us = GROUP.replace("NG", "US").replace("al", "nc").replace("Lagos", "Garner");

    assertThat(rsvp("'group':" + us, "NO", 0).groupKeys().city().name()).isEqualTo("Garner, NC");
    assertThat(rsvp("'group':" + us.replace("US", "CA"), "NO", 0).groupKeys().city().name())
        .isEqualTo("Garner, NC");
  }

  @Test
  void topics_theEventsOwnBeforeItsGroups() throws Exception {
    String own = "'topics':{'edges':[{'node':{'name':'B','urlkey':'b'}}]}";

    assertThat(rsvp("'group':" + GROUP + "," + own, "WAITLIST", 0).groupKeys().topics())
        .extracting(topic -> topic.name())
        .containsExactly("b");
  }

  @Test
  void response_ofEachStatus() throws Exception {
    for (String yes : new String[] {"YES", "YES_PENDING_PAYMENT", "ATTENDED", "NO_SHOW"}) {
      assertThat(row(yes)).map(RsvpRow::response).hasValue("yes");
    }
    assertThat(row("NO")).map(RsvpRow::response).hasValue("no");
    assertThat(row("EXCUSED_ABSENCE")).map(RsvpRow::response).hasValue("no");
    assertThat(row("WAITLIST")).map(RsvpRow::response).hasValue("waitlist");
    assertThat(row("HAVENT")).isEmpty();
    assertThat(row("MAYBE")).isEmpty();
    assertThat(row(null)).isEmpty();
  }

  @Test
  void number_ofTextThatIsNotANumber_stableAndPositive() {
    assertThat(RsvpRow.number("1904251723")).isEqualTo(1_904_251_723L);
    assertThat(RsvpRow.number("99999999999999999999")).isPositive();
    assertThat(RsvpRow.number("abc")).isPositive().isEqualTo(RsvpRow.number("abc"));
    assertThat(RsvpRow.number("abc")).isNotEqualTo(RsvpRow.number("abd"));
  }

  @Test
  void trouble_noGroupOrNoPlace() throws Exception {
    assertThat(EventFacts.trouble(node("'group':null"))).isEqualTo(Defect.NO_GROUP);
    assertThat(EventFacts.trouble(node("'group':" + GROUP.replace("' Lagos '", "null"))))
        .isEqualTo(Defect.NO_PLACE);
    assertThat(EventFacts.trouble(node("'group':" + GROUP))).isEqualTo(Defect.NONE);
  }

  @Test
  void at_anotherTime_thatTimeAlone() throws Exception {
    EventFacts facts = EventFacts.of(node("'group':" + GROUP));
    EventFacts later = facts.at(date("2026-02-01T18:00:01-05:00", "2026-02-01T19:00:00-05:00"));

    assertThat(later.start()).isEqualTo(facts.start() + 1_000);
    assertThat(later.end()).isEqualTo(facts.start() + 3_600_000);
    assertThat(later.event().path("time").asLong()).isEqualTo(facts.start() + 1_000);
    assertThat(facts.event().path("time").asLong()).isEqualTo(facts.start());
    assertThat(later.at(node(""))).isEqualTo(facts);
    assertThat(facts.at(json("{}"))).isSameAs(facts);
    assertThat(facts.at(node(""))).isSameAs(facts);
  }

  @Test
  void end_missing_beforeTheStart_orFarAhead() throws Exception {
    EventFacts facts = EventFacts.of(node("'group':" + GROUP));
    String start = "2026-02-01T18:00:00-05:00";

    assertThat(facts.end()).isEqualTo(facts.start());
    assertThat(facts.at(date(start, "2026-01-01T00:00:00Z")).end()).isEqualTo(facts.start());
    assertThat(facts.at(date(start, "2036-01-01T00:00:00Z")).end())
        .isEqualTo(facts.start() + 14 * 86_400_000L);
    assertThat(EventFacts.end(json("{'endTime':'2036-01-01T00:00:00Z'}"))).isZero();
  }

  private static JsonNode date(String start, String end) throws Exception {
    return json("{'dateTime':'" + start + "','endTime':'" + end + "'}");
  }

  private static Rsvp rsvp(String more, String status, int guests) throws Exception {
    RsvpRow row =
        RsvpRow.of(
                json(
                    ("{'id':'12','status':'%s','guestsCount':%d,"
                            + "'updated':'2025-12-31T19:00:00-05:00'}")
                        .formatted(status, guests)))
            .orElseThrow();
    byte[] line = KnownRsvp.first(row, "tok").record(EventFacts.of(node(more))).bytes();
    return (Rsvp) new RsvpParser().parse(line, 0, Long.MAX_VALUE);
  }

  private static Optional<RsvpRow> row(String status) throws Exception {
    return RsvpRow.of(
        json(
            "{'id':'12','status':%s,'guestsCount':0,'updated':'2026-01-01T00:00:00Z'}"
                .formatted(status == null ? "null" : "'" + status + "'")));
  }

  private static JsonNode node(String more) throws Exception {
    return json(
        "{'token':'tok','title':'T','eventUrl':'https://www.meetup.com/g/events/1/',"
            + "'dateTime':'2026-02-01T18:00:00-05:00'"
            + (more.isEmpty() ? "" : "," + more)
            + "}");
  }

  private static JsonNode json(String text) throws Exception {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }
}
