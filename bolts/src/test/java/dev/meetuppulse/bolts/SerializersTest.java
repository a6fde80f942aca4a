package dev.meetuppulse.bolts;

import static org.assertj.core.api.Assertions.assertThat;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import dev.meetuppulse.core.board.Board;
import dev.meetuppulse.core.board.RisingKey;
import dev.meetuppulse.core.board.Row;
import dev.meetuppulse.core.board.Status;
import dev.meetuppulse.core.board.Trends;
import dev.meetuppulse.core.count.Batch;
import dev.meetuppulse.core.count.BatchRange;
import dev.meetuppulse.core.journal.Tally;
import dev.meetuppulse.core.rsvp.GroupKeys;
import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.rsvp.Outcome;
import dev.meetuppulse.core.rsvp.Reason;
import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.core.trend.Change;
import dev.meetuppulse.core.trend.Trend;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import dev.meetuppulse.spouts.BatchId;
import dev.meetuppulse.spouts.RawBatch;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.storm.Config;
import org.apache.storm.metric.api.IMetricsConsumer;
import org.apache.storm.serialization.SerializationFactory;
import org.apache.storm.utils.Utils;
import org.junit.jupiter.api.Test;

/** Everything must arrive in another worker as it was sent, without Java's own serialization. */
class SerializersTest {
  private final Kryo kryo = kryo();

  private static Kryo kryo() {
    Config config = new Config();
    config.putAll(Utils.readDefaultConfig());
    config.setFallBackOnJavaSerialization(false);
    Serializers.register(config);
    return SerializationFactory.getKryo(config);
  }

  private <T> T copy(T value) {
    Output out = new Output(64, -1);
    kryo.writeClassAndObject(out, value);
    Input in = new Input(out.toBytes());
    @SuppressWarnings("unchecked")
    T copy = (T) kryo.readClassAndObject(in);
    assertThat(in.end()).as("all bytes read").isTrue();
    return copy;
  }

  @Property(tries = 300)
  void batchesArriveAsTheyWereSent(@ForAll("outcomes") List<Outcome> outcomes) {
    long[] offsets = new long[outcomes.size()];
    long[] times = new long[outcomes.size()];
    Arrays.setAll(offsets, i -> 5_000_000_000L + 3L * i);
    Arrays.setAll(times, i -> 1_700_000_000_000L + (i % 2 == 0 ? i : -i));
    Batch batch =
        new Batch(
            new BatchRange(7, "log", 5_000_000_000L, 6_000_000_000L, 7, true),
            offsets,
            times,
            outcomes);
    Batch copy = copy(batch);
    assertThat(copy).usingRecursiveComparison().isEqualTo(batch);
  }

  @Provide
  Arbitrary<List<Outcome>> outcomes() {
    Arbitrary<String> text = Arbitraries.strings().ofMaxLength(8);
    Arbitrary<Key> key = Combinators.combine(text, text).as(Key::new);
    Arbitrary<GroupKeys> groupKeys =
        Combinators.combine(
                text, key, key.injectNull(0.3), key.injectNull(0.3), key.list().ofMaxSize(4))
            .as(GroupKeys::new);
    Arbitrary<Rsvp> rsvp =
        Combinators.combine(
                Arbitraries.longs(),
                Arbitraries.longs().greaterOrEqual(1),
                Arbitraries.of("yes", "no", "maybe", "", "ja").injectNull(0.2),
                Arbitraries.integers().between(0, 1_000_000),
                groupKeys,
                key.injectNull(0.3))
            .as(Rsvp::new);
    Arbitrary<Outcome> filtered = Arbitraries.longs().greaterOrEqual(1).map(Outcome.Filtered::new);
    Arbitrary<Outcome> invalid = Arbitraries.of(Reason.class).map(Outcome.Invalid::new);
    return Arbitraries.oneOf(rsvp, filtered, invalid).list().ofMaxSize(20);
  }

  @Test
  void groupKeys_areWrittenOnceInABatch_andSharedAgain() {
    List<Key> topics = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      topics.add(new Key("a-topic-with-a-long-name-" + i, "A topic with a long name " + i));
    }
    GroupKeys group = new GroupKeys("us", Key.of("Salem, OR"), Key.of("OR"), Key.of("g"), topics);
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      outcomes.add(new Rsvp(i, i + 1, "yes", 0, group, null));
    }
    Batch batch =
        new Batch(
            new BatchRange(0, "log", 0, 100, 100, false), new long[100], new long[100], outcomes);
    Output out = new Output(64, -1);
    kryo.writeClassAndObject(out, batch);
    assertThat(out.position()).isLessThan(100 * 25 + 2000);
    Batch copy = copy(batch);
    assertThat(copy.outcomes())
        .extracting(outcome -> System.identityHashCode(((Rsvp) outcome).groupKeys()))
        .containsOnly(System.identityHashCode(((Rsvp) copy.outcomes().get(0)).groupKeys()));
  }

  @Test
  void rawBatches_arriveAsTheyWereSent() {
    RawBatch batch =
        new RawBatch(
            new BatchRange(3, "log", 10, 20, 1L << 40, false),
            new long[] {11, 19},
            true,
            new long[] {1_700_000_000_000L, -1},
            new ByteBuffer[] {
              ByteBuffer.wrap(new byte[] {0, 1, 2, 3, 4}, 1, 3).slice(), ByteBuffer.allocate(0)
            },
            new int[] {0, 1 << 30});
    assertThat(copy(batch))
        .usingRecursiveComparison()
        .withEqualsForType(ByteBuffer::equals, ByteBuffer.class)
        .isEqualTo(batch);
  }

  @Test
  void stormsMetrics_arrive_withAnyValue() {
    Map<Object, Object> nested = new TreeMap<>(Map.of("a", 1, "b", List.of(2L, 2.5f, true)));
    nested.put("c", Collections.singletonMap(3, new StringBuilder("text")));
    IMetricsConsumer.DataPoint copy = copy(new IMetricsConsumer.DataPoint("gc", nested));
    assertThat(copy.name).isEqualTo("gc");
    assertThat(copy.value)
        .isEqualTo(Map.of("a", 1, "b", List.of(2L, 2.5, true), "c", Map.of("3", "text")));
    assertThat(copy.dimensions).isEmpty();
    for (Object value :
        Arrays.asList(
            null, Collections.emptyMap(), Collections.emptySet(), Optional.empty(), 'x', -1L)) {
      assertThat(copy(new IMetricsConsumer.DataPoint("any", value, Map.of("k", "v"))).dimensions)
          .isEqualTo(Map.of("k", "v"));
    }
    List<Object> endless = new ArrayList<>();
    endless.add(List.of(endless.toArray()));
    assertThat(copy(new IMetricsConsumer.DataPoint("list", endless)).value).isNotNull();
  }

  @Test
  void messageIds_arriveAsTheyWereSent() {
    BatchId id = new BatchId(3, 5, 7);
    assertThat(copy(id)).isEqualTo(id);
  }

  @Test
  void boardsAndStatus_arriveAsTheyWereSent() {
    Board board =
        new Board(
            Dimension.TOPICS,
            Window.DEFAULTS.get(1),
            1_700_000_000_000L,
            Long.MAX_VALUE,
            12,
            3,
            Board.Accuracy.EXACT,
            List.of(new Row("k", "Köln", 1, 2, 3, 4), new Row("", "", 0, 0, 0, 0)));
    assertThat(copy(board)).isEqualTo(board);
    Tally tally =
        new Tally(1, 2, 3, 4, 5, 6, 7, Map.of(Reason.FUTURE, 8L, Reason.MALFORMED_JSON, 9L));
    Status status = new Status(5, 6, tally, List.of(new Status.Partition(0, 1, 2, 3)), true);
    assertThat(copy(status)).isEqualTo(status);
  }

  @Test
  void trendsArriveAsTheyWereSent() {
    RisingKey rising =
        new RisingKey(
            Dimension.TOPICS,
            "board-games",
            "Board Games",
            "Austin, TX",
            5.1,
            12,
            3.0,
            50,
            List.of(new Row("Austin, TX", "Austin, TX", 8, 0, 0, 0)),
            List.of(new RisingKey.Event("77", "Game night", null, 7)),
            List.of(0, 4, 8),
            List.of());
    Change change =
        new Change(
            60,
            Dimension.TOPICS,
            Key.of("board-games"),
            null,
            new Trend(0, 5, 12, 3, 0),
            List.of("Dice"));
    Trends trends = new Trends(500, 3, true, List.of(rising), List.of(rising), List.of(change));
    assertThat(copy(trends)).isEqualTo(trends);
  }
}
