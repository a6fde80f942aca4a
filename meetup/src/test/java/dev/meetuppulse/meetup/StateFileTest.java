package dev.meetuppulse.meetup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.meetuppulse.feed.FeedException;
import dev.meetuppulse.feed.Line;
import dev.meetuppulse.meetup.RsvpPage.ResponseCounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {
  private static final long START = 100_000;
  private static final StatePurpose PURPOSE = new StatePurpose("here | rsvps", "1");
  private static final StatePurpose OTHER = new StatePurpose("here | rsvps", "2");

  @TempDir private Path folder;

  private final List<String> said = new ArrayList<>();
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("deep").resolve("a.state");
  }

  @Test
  void whatWasCommitted_isThereAgain() throws Exception {
    with(PURPOSE, ledger -> fill(ledger, 3));

    try (StateFile state = open(PURPOSE)) {
      RsvpLedger ledger = new RsvpLedger(state);
      assertThat(ledger.size()).isEqualTo(3);
      assertThat(ledger.known(1).row()).isEqualTo(rsvp(1, "yes"));
      WatchedEvent event = ledger.event("t").orElseThrow();
      assertThat(event.facts()).isEqualTo(facts("t"));
      assertThat(event.id()).isEqualTo("id-t");
      assertThat(event.progress().through()).isEqualTo(5);
      assertThat(event.known()).isEqualTo(new RsvpPage.ResponseCounts(3, 0, 0));
    }
    assertThat(said).isEmpty();
  }

  @Test
  void networksThatHaveAnswered_areThereAgain() throws Exception {
    for (int i = 0; i < 3; i++) {
      try (StateFile state = open(PURPOSE)) {
        RsvpLedger ledger = new RsvpLedger(state);
        assertThat(ledger.networks()).hasSize(i == 0 ? 0 : 2);
        ledger.answered(Set.of("n", "m"));
        ledger.commit(new LineSinkOf());
      }
    }
    assertThat(Files.readAllLines(file)).filteredOn(line -> line.contains("network")).hasSize(2);
  }

  /** Earlier versions wrote less: their lines are read too. */
  @Test
  void unexplainedDifference_isThereAgain() throws Exception {
    FullReads.Unexplained unexplained = new FullReads.Unexplained(new ResponseCounts(1, -2, 3), 4);
    WatchedEvent.ReadProgress progress =
        new WatchedEvent.ReadProgress(5, 100_000_000, false, 7, unexplained);
    String line = StateLines.progress(new WatchedEvent(facts("t"), "id-t", progress));
    StateFile.Content content = StateFile.Content.empty();
    content.events().put("t", new WatchedEvent(facts("t"), "id-t", progress));

    StateLines.apply("[\"read\",\"t\",\"id-t\",5,100000000,7,false]", content);
    assertThat(content.events().get("t").progress())
        .isEqualTo(
            new WatchedEvent.ReadProgress(5, 100_000_000, false, 7, FullReads.Unexplained.NONE));

    StateLines.apply(line, content);
    assertThat(content.events().get("t").progress()).isEqualTo(progress);
  }

  /** A title may hold half of a pair of surrogates: it must not end the feed at each start. */
  @Test
  void halfOfASurrogatePair_isThereAgain() throws Exception {
    EventFacts facts = facts("t");
    facts.event().put("event_name", "\ud83d and \ud83d\ude00");
    for (int i = 0; i < 2; i++) {
      try (StateFile state = open(PURPOSE)) {
        RsvpLedger ledger = new RsvpLedger(state);
        ledger.watch(facts, "id-t");
        ledger.enqueue(KnownRsvp.first(rsvp(1, "yes"), "t"));
        ledger.commit(new LineSinkOf());
      }
    }

    try (StateFile state = open(PURPOSE)) {
      assertThat(new RsvpLedger(state).event("t").orElseThrow().facts()).isEqualTo(facts);
    }
    assertThat(said).isEmpty();
  }

  /** The process was killed while it wrote: at any byte, what is before it is known. */
  @Test
  void cutAnywhere_wholeLinesCount() throws Exception {
    with(PURPOSE, ledger -> fill(ledger, 3));
    byte[] whole = Files.readAllBytes(file);
    for (int length = whole.length - 1; length > 0; length -= 7) {
      Files.write(file, Arrays.copyOf(whole, length));
      try (StateFile state = open(PURPOSE)) {
        RsvpLedger ledger = new RsvpLedger(state);
        assertThat(ledger.size()).isBetween(0, 3);
        fill(ledger, 3);
      }
      assertThat(known(PURPOSE)).isEqualTo(3);
    }
  }

  /** A feed may be pointed to another Kafka for a while: going back must not send all again. */
  @Test
  void ofAnotherPurpose_keptBesideIt_andUsedAgain() throws Exception {
    with(PURPOSE, ledger -> fill(ledger, 3));
    try (StateFile state = open(OTHER)) {
      RsvpLedger ledger = new RsvpLedger(state);
      assertThat(ledger.size()).isZero();
      fill(ledger, 2);
    }
    assertThat(said).hasSize(1).first().asString().endsWith("; all RSVPs are read again");

    assertThat(known(PURPOSE)).isEqualTo(3);
    assertThat(known(OTHER)).isEqualTo(2);
    assertThat(said).hasSize(3).last().asString().contains("; resuming from ");
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files.filter(each -> !each.toString().endsWith(".lock"))).hasSize(2);
    }
  }

  @Test
  void forgotten_thatOfAnotherPurposeIsKept() throws Exception {
    with(PURPOSE, ledger -> fill(ledger, 3));
    try (StateFile state = StateFile.open(file, OTHER, true, new Notices(said::add))) {
      assertThat(new RsvpLedger(state).size()).isZero();
    }
    assertThat(known(PURPOSE)).isEqualTo(3);
    try (StateFile state = StateFile.open(file, PURPOSE, true, new Notices(said::add))) {
      assertThat(new RsvpLedger(state).size()).isZero();
    }
  }

  /** An old Kafka gives topics no ids. */
  @Test
  void topicIdIsNotKnown_anyMatches_andTheKnownOneIsKept() throws Exception {
    StatePurpose unknown = new StatePurpose(PURPOSE.place(), "");
    for (StatePurpose purpose : List.of(unknown, PURPOSE, unknown, PURPOSE)) {
      try (StateFile state = open(purpose)) {
        RsvpLedger ledger = new RsvpLedger(state);
        assertThat(ledger.size()).isEqualTo(purpose == unknown && said.isEmpty() ? 0 : 3);
        fill(ledger, 3);
        said.add("opened");
      }
    }
    assertThat(known(unknown)).isEqualTo(3);
    assertThat(said).containsOnly("opened");

    assertThat(known(OTHER)).isZero();
  }

  @Test
  void usedByAnother_refused() {
    try (StateFile state = open(PURPOSE)) {
      RsvpLedger ledger = new RsvpLedger(state);
      assertThat(ledger.size()).isZero();
      assertThatThrownBy(() -> open(PURPOSE))
          .isInstanceOf(FeedException.class)
          .hasMessageStartingWith("another feed uses the state ");
    }
  }

  @Test
  void sinkThatFails_nothingIsKnown() throws Exception {
    try (StateFile state = open(PURPOSE)) {
      RsvpLedger ledger = new RsvpLedger(state);
      ledger.watch(facts("t"), "id-t");
      ledger.enqueue(KnownRsvp.first(rsvp(1, "yes"), "t"));
      assertThatThrownBy(
              () ->
                  ledger.commit(
                      new LineSinkOf() {
                        @Override
                        public void flush() {
                          throw new FeedException("Kafka is away");
                        }
                      }))
          .isInstanceOf(FeedException.class);
    }

    assertThat(known(PURPOSE)).isZero();
  }

  /** Kafka has a "no" that the file does not: the "yes" after it must not pass for the old one. */
  @Test
  void killedBeforeSaving_aChangeBackIsSentAfterTheLostChange() throws Exception {
    LineSinkOf sink = new LineSinkOf();
    try (StateFile state = open(PURPOSE)) {
      RsvpLedger ledger = new RsvpLedger(state);
      ledger.watch(facts("t"), "id-t");
      look(ledger, new RsvpRow(1, "yes", 0, 10_000));
      ledger.commit(sink);
      look(ledger, new RsvpRow(1, "no", 0, 11_000));
      sink.killed = true;
      assertThatThrownBy(() -> ledger.commit(sink)).isInstanceOf(FeedException.class);
    }

    sink.killed = false;
    try (StateFile state = open(PURPOSE)) {
      RsvpLedger ledger = new RsvpLedger(state);
      look(ledger, new RsvpRow(1, "yes", 0, 11_000));
      assertThat(ledger.commit(sink)).isEqualTo(1);
      look(ledger, new RsvpRow(1, "yes", 0, 12_000));
      assertThat(ledger.commit(sink)).isZero();
    }
    assertThat(sink.sent)
        .extracting(record -> record.path("response").asText())
        .containsExactly("yes", "no", "yes");
    assertThat(sink.sent)
        .extracting(record -> record.path("mtime").asLong())
        .containsExactly(10_000L, 11_000L, 11_001L);
  }

  /** After the event it is the organizer who touches them. */
  @Test
  void shownAgainAfterTheStart_notSentAgain() throws Exception {
    with(PURPOSE, ledger -> fill(ledger, 1));
    try (StateFile state = open(PURPOSE)) {
      RsvpLedger ledger = new RsvpLedger(state);
      look(ledger, new RsvpRow(1, "yes", 0, START));
      assertThat(ledger.commit(new LineSinkOf())).isZero();
    }
  }

  @Test
  void manyChanges_fileStaysShort() throws Exception {
    try (StateFile state = open(PURPOSE)) {
      RsvpLedger ledger = new RsvpLedger(state);
      ledger.watch(facts("t"), "id-t");
      for (int i = 0; i < 70_000; i++) {
        ledger.update(KnownRsvp.first(rsvp(i % 10, i % 20 < 10 ? "yes" : "no"), "t"));
        if (i % 100 == 0) {
          ledger.commit(new LineSinkOf());
        }
      }
      ledger.commit(new LineSinkOf());
      assertThat(Files.size(file)).isLessThan(3_000_000);
    }
    try (StateFile state = open(PURPOSE)) {
      RsvpLedger ledger = new RsvpLedger(state);
      assertThat(ledger.size()).isEqualTo(10);
      assertThat(Files.size(file)).isLessThan(3_000);
    }
  }

  @Test
  void forgottenEvents_takeTheirAnswersAlong() throws Exception {
    try (StateFile state = open(PURPOSE)) {
      RsvpLedger ledger = new RsvpLedger(state);
      fill(ledger, 3);
      ledger.forget(ledger.event("t").orElseThrow());
      ledger.commit(new LineSinkOf());
      assertThat(ledger.size()).isZero();
    }
    try (StateFile state = open(PURPOSE)) {
      RsvpLedger ledger = new RsvpLedger(state);
      assertThat(ledger.size()).isZero();
      assertThat(ledger.events()).isEmpty();
    }
  }

  /** The first date is wrong, the second and third are right, the fourth is wrong again. */
  @Test
  void forgetPast_onlyWhatWasPastAtTheCallBefore() {
    long wrong = START + TimeUnit.DAYS.toMillis(3_650);
    EventSearch.SearchTimes searches =
        new EventSearch.SearchTimes(TimeUnit.HOURS.toMillis(2), 0, 0);
    try (StateFile state = open(PURPOSE)) {
      RsvpLedger ledger = new RsvpLedger(state);
      ledger.watch(facts("t"), "id-t");
      for (long now : new long[] {wrong, START, START, wrong}) {
        ledger.forgetPast(now, searches);
        assertThat(ledger.events()).hasSize(1);
      }

      ledger.forgetPast(wrong + 1, searches);
      assertThat(ledger.events()).isEmpty();
    }
  }

  /** Runs {@code use} with the ledger that a process with this purpose starts with. */
  private void with(StatePurpose purpose, ThrowingConsumer<RsvpLedger> use) {
    try (StateFile state = open(purpose)) {
      use.accept(new RsvpLedger(state));
    }
  }

  private int known(StatePurpose purpose) {
    try (StateFile state = open(purpose)) {
      return new RsvpLedger(state).size();
    }
  }

  private StateFile open(StatePurpose purpose) {
    return StateFile.open(file, purpose, false, new Notices(said::add));
  }

  private static void fill(RsvpLedger ledger, int answers) throws InterruptedException {
    WatchedEvent event = ledger.watch(facts("t"), "id-t");
    ledger.commit(new LineSinkOf());
    for (int id = 1; id <= answers; id++) {
      ledger.enqueue(KnownRsvp.first(rsvp(id, "yes"), "t"));
      ledger.commit(new LineSinkOf());
    }
    event.readThrough(5, true, event.known(), 7);
    ledger.enqueueProgress(event);
    ledger.commit(new LineSinkOf());
  }

  private static void look(RsvpLedger ledger, RsvpRow rsvp) {
    RsvpPage page = new RsvpPage(ResponseCounts.NONE, List.of(rsvp), List.of(), List.of(), true);
    new RsvpReader(ledger, new RsvpAges()).look(ledger.event("t").orElseThrow(), page, START);
  }

  private static RsvpRow rsvp(long id, String response) {
    return new RsvpRow(id, response, 0, 5);
  }

  private static EventFacts facts(String token) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return new EventFacts(
        token,
        START,
        START + 1,
        json.objectNode().put("event_id", token).put("event_name", "a \"b\" \n ü"),
        json.objectNode().put("group_city", "Garner"));
  }

  /** Takes everything, and may be killed once it has. */
  private static class LineSinkOf implements dev.meetuppulse.feed.LineSink {
    private final List<JsonNode> sent = new ArrayList<>();
    private boolean killed;

    @Override
    public void accept(Line line) {
      try {
        sent.add(new ObjectMapper().readTree(line.bytes()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void flush() {
      if (killed) {
        throw new FeedException("killed");
      }
    }
  }
}
