package dev.meetuppulse.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meetuppulse.core.rsvp.Outcome;
import dev.meetuppulse.core.rsvp.Reason;
import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.core.rsvp.RsvpParser;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.kafka.KafkaClients;
import dev.meetuppulse.kafka.SizeHeader;
import dev.meetuppulse.kafka.Topics;
import dev.meetuppulse.kafka.testing.KafkaFixture;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The producer and its consumer with a real broker. */
class KafkaTest {
  private static final Duration LONG = Duration.ofSeconds(90);
  private static final long T = 1_500_000_000_000L;
  private static final double FAST = RecordingSource.AS_FAST_AS_POSSIBLE;

  @TempDir static Path folder;
  @AutoClose private static final KafkaFixture broker = KafkaFixture.create();

  private final RsvpParser parser = new RsvpParser();

  @Test
  void send_lines_keyedInOrderAndWithoutMember() throws Exception {
    Settings settings = broker.settings("keyed");
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      lines.add(RsvpLines.of(i % 20, T + i));
    }
    lines.add(RsvpLines.of(Long.MIN_VALUE, T));
    List<byte[]> acknowledged = send(settings, lines);

    assertThat(acknowledged).hasSize(301);
    Map<String, Set<Integer>> partitionsOfKey = new HashMap<>();
    Map<Long, Long> newest = new HashMap<>();
    Collection<ConsumerRecord<String, byte[]>> records = broker.records("keyed");
    for (ConsumerRecord<String, byte[]> record : records) {
      assertThat(new String(record.value(), UTF_8))
          .doesNotContain("member")
          .doesNotContain(RsvpLines.SECRET);
      assertThat(record.headers()).isEmpty();
      Rsvp rsvp = (Rsvp) parser.parse(record.value(), 0, Long.MAX_VALUE);
      assertThat(record.key()).isEqualTo(Long.toString(rsvp.id()));
      assertThat(newest.getOrDefault(rsvp.id(), 0L)).isLessThan(rsvp.mtime());
      newest.put(rsvp.id(), rsvp.mtime());
      partitionsOfKey.computeIfAbsent(record.key(), key -> new HashSet<>()).add(record.partition());
    }
    assertThat(records).hasSize(301);
    assertThat(partitionsOfKey).hasSize(21).allSatisfy((key, set) -> assertThat(set).hasSize(1));
    assertThat(partitionsOfKey.values().stream().flatMap(Set::stream).distinct()).hasSize(3);
  }

  @Test
  void send_brokenLines_withoutKeyInAPartitionOfTheirOwn() throws Exception {
    Settings settings = broker.settings("broken");
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      lines.add(text("{\"rsvp_id\":" + i % 10 + ",\"member\":{\"name\":\"" + RsvpLines.SECRET));
    }
    send(settings, lines);

    Map<String, Set<Integer>> partitions = new HashMap<>();
    for (ConsumerRecord<String, byte[]> record : broker.records("broken")) {
      assertThat(record.key()).isNull();
      String text = new String(record.value(), UTF_8);
      assertThat(text).matches("\\{\"rsvp_id\":\\d} <malformed_json: \\d+ bytes>");
      partitions.computeIfAbsent(text, key -> new HashSet<>()).add(record.partition());
    }
    assertThat(partitions).hasSize(10).allSatisfy((text, set) -> assertThat(set).hasSize(1));
  }

  @Test
  void send_largestAndOverLongLines_sizeInAHeader() throws Exception {
    Settings settings = broker.settings("large");
    String start = RsvpLines.line(1, T).replaceFirst("}}$", "},\"x\":\"");
    String largest = start + "\u00e9".repeat((RsvpParser.MAX_BYTES - start.length() - 2) / 2);
    largest += "y".repeat(RsvpParser.MAX_BYTES - 2 - largest.getBytes(UTF_8).length) + "\"}";
    InputStream in = new ByteArrayInputStream((largest + "\n" + largest + " \n").getBytes(UTF_8));
    LineReader reader = new LineReader(in);
    send(settings, List.of(reader.next(), reader.next()));

    List<Outcome> outcomes = new ArrayList<>();
    for (ConsumerRecord<String, byte[]> record : broker.records("large")) {
      var header = record.headers().lastHeader(SizeHeader.NAME);
      int size = header == null ? 0 : Integer.parseInt(new String(header.value(), UTF_8));
      outcomes.add(parser.parse(record.value(), size, Long.MAX_VALUE));
      assertThat(size).isIn(0, RsvpParser.MAX_BYTES + 1);
      assertThat(new String(record.value(), UTF_8)).doesNotContain(RsvpLines.SECRET);
    }
    assertThat(outcomes).hasSize(2).hasAtLeastOneElementOfType(Rsvp.class);
    assertThat(outcomes).contains(new Outcome.Invalid(Reason.TOO_LARGE));
  }

  /** An allowed line that the topic finds too large counts all the same: its fields are sent. */
  @Test
  void send_tooLargeForTheTopic_cutAndTheOthersGoOn() throws Exception {
    Settings settings = broker.settings("narrow");
    broker.createTopic("narrow", 3, Map.of("max.message.bytes", "20000"));
    Random random = new Random(1);
    String topics =
        IntStream.range(0, 3_000)
            .mapToObj(i -> "{\"urlkey\":\"" + random.nextLong() + "\"}")
            .collect(joining(","));
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      lines.add(RsvpLines.of(i, T + i));
    }
    lines.set(10, noisy(10));
    lines.set(
        20,
        text(RsvpLines.line(20, T).replaceFirst("}}$", ",\"group_topics\":[" + topics + "]}}")));
    List<String> notices = new ArrayList<>();
    try (FeedProducer producer = FeedProducer.open(settings, line -> {}, notices::add)) {
      for (Line line : lines) {
        producer.accept(line);
      }
      producer.flush();
      assertThat(producer.acknowledged()).isEqualTo(30);
    }

    Map<String, Outcome> outcomes = new HashMap<>();
    for (ConsumerRecord<String, byte[]> record : broker.records("narrow")) {
      outcomes.put(record.key(), parser.parse(record.value(), 0, Long.MAX_VALUE));
    }
    assertThat(outcomes).hasSize(30);
    assertThat(outcomes.remove("20")).isEqualTo(new Outcome.Invalid(Reason.MALFORMED_JSON));
    assertThat(outcomes.values()).hasOnlyElementsOfType(Rsvp.class);
    assertThat(notices)
        .filteredOn(notice -> notice.contains("bytes is too large for topic narrow: "))
        .singleElement(STRING)
        .endsWith("set max.message.bytes of the topic to 2097152 to send them whole");
  }

  @Test
  void send_tooLargeForTheTopic_staysBeforeLaterRecordsOfTheSameRsvp() throws Exception {
    Settings settings = broker.settings("ordered");
    broker.createTopic("ordered", 3, Map.of("max.message.bytes", "20000"));
    try (FeedProducer producer = FeedProducer.open(settings, line -> {})) {
      producer.accept(noisy(7));
      producer.accept(RsvpLines.of(7, T + 90_000));
      producer.flush();
    }

    assertThat(broker.records("ordered"))
        .extracting(record -> ((Rsvp) parser.parse(record.value(), 0, Long.MAX_VALUE)).mtime())
        .containsExactly(T, T + 90_000);
  }

  @Test
  void send_brokenLineToACompactedTopic_hasAKey() throws Exception {
    Settings settings = broker.settings("compacted");
    broker.createTopic("compacted", 3, Map.of("cleanup.policy", "compact"));

    send(settings, List.of(RsvpLines.of(1, T), text("{"), RsvpLines.of(2, T)));

    assertThat(broker.records("compacted")).hasSize(3);
  }

  /**
   * A record of the future is refused; an hour later it is no longer in the future, but still
   * refused.
   */
  @Test
  void resumeMtime_afterARecordThatCameTooEarly_isWithoutIt() throws Exception {
    Settings settings = broker.settings("early");
    broker.createTopic("early", 3, Map.of("message.timestamp.type", "LogAppendTime"));
    long now = System.currentTimeMillis();
    send(settings, List.of(RsvpLines.of(1, now - 1_000), RsvpLines.of(1, now + 3_600_000)));

    assertThat(TopicResumePoint.resumeMtime(settings)).isEqualTo(now - 1_000);
    for (ConsumerRecord<String, byte[]> record : broker.records("early")) {
      assertThat(TopicResumePoint.judgedAt(record)).isEqualTo(record.timestamp());
    }
  }

  /**
   * In the second batch's records and header, and in the first one's header: then Kafka's client
   * does not name the partition.
   */
  @ParameterizedTest
  @CsvSource({"1, 80, 127", "1, 16, 64", "0, 16, 64"})
  void resumeMtime_aDamagedBatch_isLeftOut(int batch, int at, int bits) throws Exception {
    String topic = "damaged-" + batch + "-" + at;
    Settings settings = broker.settings(topic);
    broker.createTopic(topic, 3, Map.of());
    for (int i = 0; i < 30; i++) {
      send(
          settings,
          List.of(RsvpLines.of(1, T + i), RsvpLines.of(2, T + i), RsvpLines.of(3, T + i)));
    }
    int damaged =
        broker.records(topic).stream()
            .filter(record -> record.key().equals("1"))
            .findFirst()
            .orElseThrow()
            .partition();
    broker.stop();
    Path log = broker.logDirectory(topic, damaged).resolve("00000000000000000000.log");
    byte[] bytes = Files.readAllBytes(log);
    int second = 12 + ByteBuffer.wrap(bytes).getInt(8);
    bytes[batch * second + at] ^= (byte) bits;
    Files.write(log, bytes);
    broker.start();

    assertThat(TopicResumePoint.resumeMtime(settings)).isBetween(T, T + 29);
  }

  @Test
  void resumeMtime_topicOfMany_theValidRecordUpToWhichAllPartitionsCame() throws Exception {
    Settings settings = broker.settings("held");
    Topics.ensure(settings);
    assertThat(TopicResumePoint.resumeMtime(settings)).isZero();

    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      lines.add(RsvpLines.of(i, T + i));
    }
    lines.add(RsvpLines.of(1, T));
    lines.add(RsvpLines.of(2, Long.MAX_VALUE));
    lines.add(text("{\"rsvp_id\":7"));
    send(settings, lines);

    assertThat(TopicResumePoint.resumeMtime(settings)).isBetween(T + 4_900, T + 4_998);
  }

  @Test
  void resumeMtime_aPartitionThatWasAway_beginsWhereItEnds() {
    long hour = Duration.ofHours(1).toMillis();

    assertThat(TopicResumePoint.resumeMtime(List.of(T, T + 900_000, T + 899_000))).isEqualTo(T);
    assertThat(TopicResumePoint.resumeMtime(List.of(T, T + 2 * hour))).isEqualTo(T + hour);
    assertThat(TopicResumePoint.resumeMtime(List.of())).isZero();
  }

  @Test
  void record_whatIsSent_playsAgain() throws Exception {
    Settings settings = broker.settings("recorded");
    Path file = folder.resolve("recording.jsonl.gz");
    List<Line> lines =
        List.of(
            RsvpLines.of(1, T),
            text("{\"rsvp_id\":2,\"member\":\"" + RsvpLines.SECRET),
            text("{\"rsvp_id\":3,\"x\":\"" + "y".repeat(2 << 20) + "\"}"));
    try (RecordingWriter recording = new RecordingWriter(file);
        FeedProducer producer = FeedProducer.open(settings, recording)) {
      for (Line line : lines) {
        producer.accept(line);
      }
      producer.flush();
    }

    Settings again = broker.settings("played");
    try (FeedProducer producer = FeedProducer.open(again, line -> {});
        Source source = new RecordingSource(List.of(file.toString()), FAST, false, it -> {})) {
      source.run(producer);
      producer.flush();
    }
    List<String> shown = tail(again, TailFormat.TailStyle.JSON, 10);
    assertThat(shown.toString()).doesNotContain(RsvpLines.SECRET);
    assertThat(shown)
        .extracting(line -> new ObjectMapper().readTree(line).path("invalid").asText("valid"))
        .containsExactlyInAnyOrder("valid", "malformed_json", "too_large");
  }

  @Test
  void feedOfARecording_tailShowsAllOfIt() throws Exception {
    Path file = Path.of(System.getProperty("pulse.data", "."), "rsvps-2017.jsonl.gz");
    Assumptions.assumeTrue(Files.exists(file), "no recording: set -Dpulse.data to its folder");
    Settings settings = broker.settings("recording");
    Progress progress = new Progress(0);
    try (FeedProducer producer = FeedProducer.open(settings, progress);
        Source source = new RecordingSource(List.of(file.toString()), FAST, false, it -> {})) {
      source.run(producer);
      producer.flush();
      assertThat(producer.acknowledged()).isEqualTo(1542);
    }
    assertThat(progress.snapshot(2000)).isEqualTo(new Progress.Snapshot(1542, 771, ""));

    List<String> shown = tail(settings, TailFormat.TailStyle.JSON, 10_000);
    assertThat(shown).hasSize(1542);
    int invalid = 0;
    for (String line : shown) {
      JsonNode node = new ObjectMapper().readTree(line);
      invalid += node.path("invalid").asText().equals("malformed_json") ? 1 : 0;
      assertThat(line).doesNotContain("member_name");
    }
    assertThat(invalid).isEqualTo(1);
    assertThat(tail(settings, TailFormat.TailStyle.TEXT, 5)).hasSize(5);
  }

  @Test
  void tail_hostileAndForeignRecords_shownWithoutMemberOrEscapeSequences() throws Exception {
    Settings settings = broker.settings("foreign");
    Topics.ensure(settings);
    String escape = RsvpLines.line(7, T).replace("Garner", "G\\u001b[2Jr").replace("'yes'", "'no'");
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(KafkaClients.producer(settings))) {
      for (String value :
          new String[] {
            escape, "\u001b[2J{\"member\":{\"n\":\"" + RsvpLines.SECRET + "\"}", null
          }) {
        byte[] bytes = value == null ? null : value.getBytes(UTF_8);
        ProducerRecord<String, byte[]> record = new ProducerRecord<>("foreign", 0, null, bytes);
        record.headers().add(SizeHeader.NAME, "x".getBytes(UTF_8));
        producer.send(record);
      }
    }

    List<String> text = tail(settings, TailFormat.TailStyle.TEXT, 10);
    assertThat(text.get(0)).matches("0:0 +- +2017-07-14T02:40:00Z  G\\?\\[2Jr, NC  yes");
    assertThat(text.get(1)).matches("0:1 +- +malformed_json");
    assertThat(text.get(2)).matches("0:2 +- +-");
    for (TailFormat.TailStyle format : TailFormat.TailStyle.values()) {
      assertThat(String.join("", tail(settings, format, 10)))
          .doesNotContain(RsvpLines.SECRET)
          .doesNotContain("\u001b");
    }
  }

  @Test
  void tail_following_showsWhatComesUntilClosed() throws Exception {
    Settings settings = broker.settings("follow");
    send(settings, List.of(RsvpLines.of(1, T)));
    List<String> shown = new CopyOnWriteArrayList<>();
    Tail tail =
        new Tail(
            settings,
            "follow",
            new TailOptions(false, true, new TailFormat(TailFormat.TailStyle.TEXT), 100));
    Thread thread =
        new Thread(
            () -> {
              try {
                tail.run(shown::add);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    thread.start();

    // It begins behind what is there when it starts, which may be after the first of these.
    await()
        .atMost(LONG)
        .until(
            () -> {
              send(settings, List.of(RsvpLines.of(2, T)));
              return !shown.isEmpty();
            });
    tail.close();
    thread.join(LONG.toMillis());

    assertThat(thread.isAlive()).isFalse();
    assertThat(shown).allMatch(line -> line.contains(" 2 "));
  }

  @Test
  void tail_noTopic_oneLine() {
    Settings settings = broker.settings("absent");

    assertThatThrownBy(() -> tail(settings, TailFormat.TailStyle.TEXT, 1))
        .isInstanceOf(FeedException.class)
        .hasMessageStartingWith("no topic absent at 127.0.0.1:");
  }

  @Test
  void brokerAwayForAWhile_nothingIsLostOrDoubled() throws Exception {
    try (KafkaFixture other = KafkaFixture.create()) {
      Settings settings = other.settings("away");
      try (FeedProducer producer = FeedProducer.open(settings, line -> {})) {
        Thread restart = null;
        for (int i = 0; i < 1000; i++) {
          producer.accept(RsvpLines.of(i, T + i));
          if (i == 300) {
            other.stop();
            // Sending may wait for the broker, so it comes back in a thread of its own.
            restart = new Thread(other::start);
            restart.start();
          }
        }
        producer.flush();
        restart.join();
        assertThat(producer.acknowledged()).isEqualTo(1000);
      }
      assertThat(other.records("away").stream().map(ConsumerRecord::key).distinct()).hasSize(1000);
      assertThat(other.records("away")).hasSize(1000);
    }
  }

  @Test
  void open_badBootstrapOrClientFile_oneLine() {
    assertThatThrownBy(
            () ->
                FeedProducer.open(
                    Settings.of(Map.of(Setting.KAFKA_BOOTSTRAP, "absent.invalid:1")), line -> {}))
        .isInstanceOf(FeedException.class)
        .hasMessageStartingWith("no Kafka at absent.invalid:1 (");
    assertThatThrownBy(
            () ->
                FeedProducer.open(
                    Settings.of(Map.of(Setting.KAFKA_CLIENT_FILE, "/absent")), line -> {}))
        .isInstanceOf(FeedException.class)
        .hasMessage("can't read kafka.client-file /absent");
  }

  /** A line too large for a topic that takes 20,000 bytes. */
  private static Line noisy(long id) {
    String noise =
        new Random(1).ints(60_000, 'A', 'Z').mapToObj(Character::toString).collect(joining());
    return text(RsvpLines.line(id, T).replaceFirst("}}$", "},\"x\":\"" + noise + "\"}"));
  }

  private static List<byte[]> send(Settings settings, List<Line> lines) throws Exception {
    List<byte[]> acknowledged = new ArrayList<>();
    try (FeedProducer producer = FeedProducer.open(settings, acknowledged::add)) {
      for (Line line : lines) {
        producer.accept(line);
      }
      producer.flush();
      assertThat(producer.acknowledged()).isEqualTo(lines.size());
    }
    return acknowledged;
  }

  private static List<String> tail(Settings settings, TailFormat.TailStyle format, long most)
      throws InterruptedException {
    List<String> shown = new ArrayList<>();
    String topic = settings.text(Setting.KAFKA_TOPIC);
    try (Tail tail =
        new Tail(settings, topic, new TailOptions(true, false, new TailFormat(format), most))) {
      tail.run(shown::add);
    }
    return shown;
  }

  private static Line text(String text) {
    return Line.of(text.getBytes(UTF_8));
  }
}
