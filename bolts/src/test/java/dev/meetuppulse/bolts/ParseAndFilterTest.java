package dev.meetuppulse.bolts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.core.count.Batch;
import dev.meetuppulse.core.rsvp.Outcome;
import dev.meetuppulse.core.rsvp.Reason;
import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.spouts.RawBatch;
import dev.meetuppulse.spouts.testing.TaskContexts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.junit.jupiter.api.Test;

class ParseAndFilterTest {
  private static final Fields FIELDS = new Fields("partition", "batch");

  private final List<String> letters = new ArrayList<>();
  private final Emissions emissions = new Emissions();
  private boolean lettersFail;

  private static String rsvp(int id, String country) {
    return "{\"rsvp_id\":"
        + id
        + ",\"mtime\":1400000000000,\"group\":{\"group_country\":\""
        + country
        + "\",\"group_city\":\"Salem\"}}";
  }

  private static Tuple raw(String... lines) {
    int n = lines.length;
    long[] offsets = new long[n];
    long[] times = new long[n];
    ByteBuffer[] values = new ByteBuffer[n];
    for (int i = 0; i < n; i++) {
      offsets[i] = 100 + i;
      times[i] = 1000 + i;
      values[i] = ByteBuffer.wrap(lines[i].getBytes(StandardCharsets.UTF_8));
    }
    RawBatch batch =
        new RawBatch(2, "log", 100, 100 + n, 900, true, offsets, times, values, new int[n]);
    return TaskContexts.tuple("rsvps", FIELDS, List.of(2, batch));
  }

  private ParseBolt parseBolt() {
    ParseBolt bolt = new ParseBolt("rsvps", Letters::new);
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
    assertThat(batch.appendTimes()).containsExactly(1000, 1002, 1003);
    assertThat(batch.outcomes().get(0)).isInstanceOf(Rsvp.class);
    assertThat(batch.outcomes().get(1)).isEqualTo(new Outcome.Invalid(Reason.MALFORMED_JSON));
    assertThat(batch.from()).isEqualTo(100);
    assertThat(batch.to()).isEqualTo(104);
    assertThat(batch.end()).isEqualTo(900);
    assertThat(batch.start()).isTrue();
    assertThat(letters).containsExactly("malformed_json rsvps 2 102");
    assertThat(emissions.emitted.get(0).anchors()).containsExactly(tuple);
    assertThat(emissions.acked).containsExactly(tuple);
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
