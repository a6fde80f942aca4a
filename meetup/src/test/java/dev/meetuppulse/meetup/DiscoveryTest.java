package dev.meetuppulse.meetup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests how search results update watched events. */
class DiscoveryTest {
  private static final long NOW = 1_800_000_000_000L;

  @TempDir private Path folder;

  private final Notices notices = new Notices(line -> {});
  private StateFile file;
  private Discovery discovery;
  private WatchedEvent event;

  @BeforeEach
  void open() {
    file = StateFile.open(folder.resolve("s"), new StatePurpose("p", ""), false, notices);
    RsvpLedger ledger = new RsvpLedger(file);
    discovery = new Discovery(ledger, new RsvpReader(ledger, new RsvpAges()), notices);
    JsonNodeFactory json = JsonNodeFactory.instance;
    event = ledger.watch(new EventFacts("t", NOW, json.objectNode(), json.objectNode()), "old");
  }

  @AfterEach
  void close() {
    file.close();
  }

  @Test
  void found_withItsAnswers_isALook() {
    ObjectNode node = node();
    node.putObject("rsvps");
    discovery.found(node, NOW);

    assertThat(event.lastLook()).isEqualTo(NOW);
  }

  /** It would pass for an event without answers. */
  @Test
  void found_withoutItsAnswers_isNoLook() {
    discovery.found(node(), NOW);
    discovery.found(node().putNull("rsvps"), NOW);

    assertThat(event.id()).isEqualTo("new");
    assertThat(event.lastLook()).isZero();
    assertThat(event.wasRead()).isFalse();
  }

  /** Else it would be forgotten after its old date, with its answers. */
  @Test
  void found_withoutFacts_takesOverTheTime() {
    discovery.found(node().put("dateTime", "2030-01-01T00:00:00Z"), NOW);

    assertThat(event.facts().start()).isEqualTo(1_893_456_000_000L);
  }

  @Test
  void found_withoutAToken_isIgnored() {
    discovery.found(node().putNull("token"), NOW);
    discovery.found(node().put("token", ""), NOW);

    assertThat(discovery.undescribed().take(9)).isEmpty();
  }

  /** An event of several days is listed after it was forgotten: it would be sent again. */
  @Test
  void found_longPast_isNotMetAgain() {
    String start = Instant.ofEpochMilli(NOW).toString();
    ObjectNode other = node().put("token", "other").put("dateTime", start);
    discovery.found(other, NOW + 21_600_001);
    assertThat(discovery.undescribed().take(9)).isEmpty();

    discovery.found(other, NOW + 21_600_000);
    assertThat(discovery.undescribed().take(9)).containsKey("other");
  }

  private static ObjectNode node() {
    return JsonNodeFactory.instance.objectNode().put("token", "t").put("id", "new");
  }
}
