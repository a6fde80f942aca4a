package dev.meetuppulse.bolts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.core.count.Batch;
import dev.meetuppulse.core.count.BatchRange;
import dev.meetuppulse.core.rsvp.Outcome;
import dev.meetuppulse.core.rsvp.Reason;
import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.core.source.HaltReason;
import dev.meetuppulse.core.source.Reporter;
import dev.meetuppulse.kafka.DeadLetters;
import dev.meetuppulse.spouts.RawBatch;
import dev.meetuppulse.spouts.testing.MemoryStores;
import dev.meetuppulse.spouts.testing.TaskContexts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ParseAndFilterTest {
  private static final Fields FIELDS = new Fields("partition", "batch");

  private final MemoryStores stores = new MemoryStores(UUID.randomUUID().toString());
  private final List<String> letters = new ArrayList<>();
  private final List<ParseBolt> bolts = new ArrayList<>();
  private final Emissions emissions = new Emissions();
  private boolean lettersFail;

  private static String rsvp(int id, String country) {
    return "{\"rsvp_id\":"
        + id
        + ",\"mtime\":1400000000000,\"group\":{\"group_country\":\""
        + country
        + "\",\"group_city\":\"Salem\"}}";
  }

  @AfterEach
  void close() {
    bolts.forEach(ParseBolt::cleanup);
  }

  private static Tuple raw(String... lines) {
    return raw(2, true, 1_500_000_000_000L, lines);
  }

  private static Tuple raw(int partition, boolean hasBrokersTimes, long time, String... lines) {
    int n = lines.length;
    long[] offsets = new long[n];
    long[] times = new long[n];
    ByteBuffer[] values = new ByteBuffer[n];
    for (int i = 0; i < n; i++) {
      offsets[i] = 100 + i;
      times[i] = time + i;
      values[i] = ByteBuffer.wrap(lines[i].getBytes(StandardCharsets.UTF_8));
    }
    RawBatch batch =
        new RawBatch(
            new BatchRange(partition, "log", 100, 100 + n, 900, true),
            offsets,
            hasBrokersTimes,
            times,
            values,
            new int[n]);
    return TaskContexts.tuple("rsvps", FIELDS, List.of(partition, batch));
  }

  private ParseBolt parseBolt() {
    ParseBolt bolt = new ParseBolt("rsvps", Letters::new, stores);
    bolts.add(bolt);
    bolt.prepare(Map.of(), TaskContexts.task("parse", 0, 1), emissions.collector());
    return bolt;
  }

  private Batch emittedBatch() {
    assertThat(emissions.emitted).hasSize(1);
    assertThat(emissions.emitted.get(0).values().get(0)).isEqualTo(2);
    return (Batch) emissions.emitted.get(0).values().get(1);
  }

  private final class Letters implements DeadLetters {
    @Override
    public void add(Reason reason, String topic, int partition, long offset, byte[] value) {
      letters.add(reason.id() + " " + topic + " " + partition + " " + offset);
    }

    @Override
    public void flush() {
      assertThat(emissions.emitted).as("flushed before the batch goes on").isEmpty();
      if (lettersFail) {
        throw new DeadLetterException("no", null);
      }
    }

    @Override
    public void close() {}
  }

  @Test
  void parse_judgesEachRecord_andWritesDeadLettersFirst() {
    Tuple tuple = raw(rsvp(1, "us"), "  ", "{broken", rsvp(2, "us"));
    parseBolt().execute(tuple);

    Batch batch = emittedBatch();
    assertThat(batch.offsets()).containsExactly(100, 102, 103);
    assertThat(batch.appendTimes())
        .containsExactly(1_500_000_000_000L, 1_500_000_000_002L, 1_500_000_000_003L);
    assertThat(batch.outcomes().get(0)).isInstanceOf(Rsvp.class);
    assertThat(batch.outcomes().get(1)).isEqualTo(new Outcome.Invalid(Reason.MALFORMED_JSON));
    assertThat(batch.range().from()).isEqualTo(100);
    assertThat(batch.range().to()).isEqualTo(104);
    assertThat(batch.range().logEnd()).isEqualTo(900);
    assertThat(batch.range().isStart()).isTrue();
    assertThat(letters).containsExactly("malformed_json rsvps 2 102");
    assertThat(emissions.emitted.get(0).anchors()).containsExactly(tuple);
    assertThat(emissions.acked).containsExactly(tuple);
  }

  /** A producer may have counted seconds, and lateness and freshness are measured by them. */
  @Test
  void parse_topicWithItsProducersTimes_appendedNow() {
    long before = System.currentTimeMillis();
    parseBolt().execute(raw(2, false, 1_400_000_000L, rsvp(1, "us")));

    assertThat(emittedBatch().appendTimes()[0]).isBetween(before, System.currentTimeMillis());
  }

  @Test
  void parse_whenDeadLettersFail_failsTheBatch() {
    lettersFail = true;
    Tuple tuple = raw("{broken");
    parseBolt().execute(tuple);
    assertThat(emissions.emitted).isEmpty();
    assertThat(emissions.failed).containsExactly(tuple);
    assertThat(emissions.errors).hasSize(1);
  }

  @Test
  void refusedLetters_areReported_andHoldUpNoOtherPartition() {
    ParseBolt bolt = parseBolt();
    lettersFail = true;
    bolt.execute(raw(2, true, 1_500_000_000_000L, "{broken"));
    bolt.execute(raw(2, true, 1_500_000_000_000L, "{broken"));
    assertThat(emissions.failed).hasSize(2);
    assertThat(letters).as("the second time it does not even try").hasSize(1);
    assertThat(emissions.errors).as("told once").hasSize(1);
    await(() -> stores.memory().report(Reporter.PARSE, 2).filter(r -> r.isHalted()).isPresent());
    assertThat(stores.memory().report(Reporter.PARSE, 2).orElseThrow().halt())
        .isEqualTo(HaltReason.DEAD_LETTERS);

    lettersFail = false;
    bolt.execute(raw(3, true, 1_500_000_000_000L, "{broken"));
    assertThat(emissions.emitted).hasSize(1);
    emissions.emitted.clear();
    await(
        () -> {
          bolt.execute(raw(2, true, 1_500_000_000_000L, "{broken"));
          return !emissions.emitted.isEmpty();
        });
    await(() -> stores.memory().report(Reporter.PARSE, 2).filter(r -> r.isHalted()).isEmpty());
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(condition);
  }

  @Test
  void future_isJudgedByWhenKafkaAppendedTheRecord_soThatAReplayAgrees() {
    long mtime = 1_400_000_000_000L;
    parseBolt().execute(raw(2, true, mtime - 60_001, rsvp(1, "us")));
    assertThat(emittedBatch().outcomes()).containsExactly(new Outcome.Invalid(Reason.FUTURE));
    emissions.emitted.clear();
    parseBolt().execute(raw(2, true, mtime - 60_000, rsvp(1, "us")));
    assertThat(emittedBatch().outcomes().get(0)).isInstanceOf(Rsvp.class);
  }

  @Test
  void future_whereTimesAreTheProducersOwn_isJudgedByTheClock() {
    parseBolt().execute(raw(2, false, 1_400_000_000L, rsvp(1, "us")));
    assertThat(emittedBatch().outcomes().get(0)).isInstanceOf(Rsvp.class);
    emissions.emitted.clear();
    String tomorrow = Long.toString(System.currentTimeMillis() + 86_400_000);
    parseBolt()
        .execute(
            raw(2, false, Long.MAX_VALUE / 2, rsvp(1, "us").replace("1400000000000", tomorrow)));
    assertThat(emittedBatch().outcomes()).containsExactly(new Outcome.Invalid(Reason.FUTURE));
  }

  private void filter(List<String> countries, Tuple tuple) {
    parseBolt().execute(tuple);
    Batch parsed = emittedBatch();
    emissions.emitted.clear();
    FilterBolt bolt = new FilterBolt(countries);
    bolt.prepare(Map.of(), TaskContexts.task("filter", 0, 1), emissions.collector());
    bolt.execute(TaskContexts.tuple("parse", FIELDS, List.of(2, parsed)));
  }

  @Test
  void filter_letsWantedCountriesThrough_andKeepsTheRestAsFiltered() {
    filter(List.of("us", " GB "), raw(rsvp(1, "US"), rsvp(2, "de"), "{broken", rsvp(3, "gb")));
    Batch batch = emittedBatch();
    assertThat(batch.outcomes().get(0)).isInstanceOf(Rsvp.class);
    assertThat(batch.outcomes().get(1)).isEqualTo(new Outcome.Filtered(1_400_000_000_000L));
    assertThat(batch.outcomes().get(2)).isInstanceOf(Outcome.Invalid.class);
    assertThat(batch.outcomes().get(3)).isInstanceOf(Rsvp.class);
    assertThat(batch.offsets()).containsExactly(100, 101, 102, 103);
  }

  @Test
  void filter_ofABatchWithNothingLeft_sendsItOnAllTheSame() {
    filter(List.of("us"), raw());
    assertThat(emittedBatch().outcomes()).isEmpty();
    assertThat(emissions.acked).hasSize(2);
  }

  @Test
  void filter_all_letsEverythingThrough() {
    filter(List.of("all"), raw(rsvp(1, "xx")));
    assertThat(emittedBatch().outcomes().get(0)).isInstanceOf(Rsvp.class);
  }
}
