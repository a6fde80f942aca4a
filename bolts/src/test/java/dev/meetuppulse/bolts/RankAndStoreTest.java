package dev.meetuppulse.bolts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.core.board.Board;
import dev.meetuppulse.core.board.Status;
import dev.meetuppulse.core.count.Batch;
import dev.meetuppulse.core.count.BatchRange;
import dev.meetuppulse.core.rsvp.GroupKeys;
import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.source.HaltReason;
import dev.meetuppulse.core.source.PartitionReport;
import dev.meetuppulse.core.source.Reporter;
import dev.meetuppulse.spouts.KafkaBatchSpout;
import dev.meetuppulse.spouts.testing.MemoryStores;
import dev.meetuppulse.spouts.testing.TaskContexts;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class RankAndStoreTest {
  private final MemoryStores stores = new MemoryStores(UUID.randomUUID().toString());
  private final Settings settings =
      Settings.of(Map.of(Setting.COUNT_CLOCK, "event", Setting.COUNT_SAVE_EVERY, "1ms"));

  /** The delta that a count task emits after it counted one RSVP, the only one there is. */
  private List<Object> save() {
    return save(0, 1);
  }

  /** The delta that a count task emits after it counted the RSVP at an offset. */
  private List<Object> save(long offset, long end) {
    Emissions emissions = new Emissions();
    CountBolt count = new CountBolt(settings, stores);
    count.prepare(Map.of(), TaskContexts.task("count", 0, 1), emissions.collector());
    GroupKeys groupKeys =
        new GroupKeys("us", Key.of("Salem, OR"), Key.of("OR"), null, List.of(Key.of("java")));
    Batch batch =
        new Batch(
            new BatchRange(0, "log", offset, offset + 1, end, offset == 0),
            new long[] {offset},
            new long[] {0},
            List.of(new Rsvp(offset, 1_400_000_000_000L, "yes", 0, groupKeys, null)));
    Tuple tuple = TaskContexts.tuple("filter", new Fields("partition", "batch"), List.of(0, batch));
    count.execute(tuple);
    while (emissions.emitted.isEmpty()) {
      count.execute(TaskContexts.tick());
    }
    assertThat(emissions.acked).contains(tuple);
    assertThat(emissions.emitted.get(0).anchors()).as("unanchored").isNull();
    return emissions.emitted.get(0).values();
  }

  private RankBolt rank(Emissions emissions, int task, int tasks) {
    RankBolt rank = new RankBolt(settings, stores);
    rank.prepare(Map.of(), TaskContexts.task("rank", task, tasks), emissions.collector());
    return rank;
  }

  /** Everything that a rank task emits for one RSVP. */
  private List<Emissions.Emitted> ranked() {
    save();
    Emissions emissions = new Emissions();
    rank(emissions, 0, 1).execute(TaskContexts.tick());
    return emissions.emitted;
  }

  private static Tuple saved(List<Object> values) {
    return TaskContexts.tuple(
        "count",
        new Fields(CountBolt.PARTITION, CountBolt.ENTRY, CountBolt.OLDEST_APPEND_TIME),
        values);
  }

  @Test
  void endOfABacklog_thatAPublicationLeft_isPublishedWithoutATick() {
    Emissions emissions = new Emissions();
    RankBolt rank = rank(emissions, 0, 1);
    rank.execute(saved(save(0, 30_000)));
    rank.execute(TaskContexts.tick());
    assertThat(statuses(emissions)).extracting(Status::lag).containsExactly(29_999L);
    rank.execute(saved(save(1, 30_000)));
    assertThat(statuses(emissions)).as("still behind").hasSize(1);
    rank.execute(saved(save(2, 3)));
    assertThat(statuses(emissions)).extracting(Status::lag).containsExactly(29_999L, 0L);
  }

  private static List<Status> statuses(Emissions emissions) {
    return emissions.emitted.stream()
        .filter(one -> one.stream().equals(RankBolt.STATUS_STREAM))
        .map(one -> (Status) one.values().get(0))
        .toList();
  }

  @Test
  void tasksShareTheDimensionsOut_andOnlyTheFirstSendsTheStatus() {
    List<Object> saved = save();
    Set<Object> dimensions = new HashSet<>();
    for (int task = 0; task < 2; task++) {
      Emissions emissions = new Emissions();
      RankBolt rank = rank(emissions, task, 2);
      rank.execute(saved(saved));
      assertThat(emissions.emitted).as("nothing before a tick").isEmpty();
      rank.execute(TaskContexts.tick());
      emissions.emitted.stream()
          .filter(one -> one.stream().equals("default"))
          .forEach(one -> assertThat(dimensions.add(one.values().get(0))).isTrue());
      assertThat(emissions.emitted)
          .filteredOn(one -> one.stream().equals(RankBolt.STATUS_STREAM))
          .hasSize(task == 0 ? 1 : 0);
      assertThat(emissions.emitted)
          .filteredOn(one -> one.stream().equals(RankBolt.TRENDS_STREAM))
          .hasSize(task == 0 ? 1 : 0);
      emissions.emitted.forEach(this::store);
    }
    assertThat(dimensions)
        .containsExactlyInAnyOrder("cities", "topics", "states", "groups", "events");
    Board cities = stores.memory().board("cities", "all").orElseThrow();
    assertThat(cities.rows()).extracting("key").containsExactly("Salem, OR");
    assertThat(stores.memory().status().orElseThrow().tally().newRsvps()).isEqualTo(1);
  }

  private Emissions store(Emissions.Emitted one) {
    Emissions emissions = new Emissions();
    StoreBolt store = new StoreBolt(stores);
    store.prepare(Map.of(), TaskContexts.task("store", 0, 1), emissions.collector());
    Fields fields =
        switch (one.stream()) {
          case RankBolt.STATUS_STREAM -> new Fields(RankBolt.STATUS, RankBolt.OLDEST_APPEND_TIME);
          case RankBolt.TRENDS_STREAM -> new Fields(RankBolt.TRENDS);
          default -> new Fields(RankBolt.DIMENSION, RankBolt.BOARDS);
        };
    store.execute(TaskContexts.tuple("rank", one.stream(), fields, one.values()));
    return emissions;
  }

  @Test
  void kafkaThatIsDown_isPartOfTheStatusUntilItIsBack() {
    save();
    Emissions emissions = new Emissions();
    RankBolt rank = rank(emissions, 0, 1);
    for (boolean down : new boolean[] {false, true, false}) {
      rank.execute(
          TaskContexts.tuple(
              "rsvps",
              KafkaBatchSpout.SOURCE_STREAM,
              new Fields(KafkaBatchSpout.KAFKA_DOWN, KafkaBatchSpout.PARTITION_COUNT),
              List.of(down, 1)));
      rank.execute(TaskContexts.tick());
    }
    assertThat(statuses(emissions))
        .extracting(Status::sourceDown)
        .containsExactly(false, true, false);
  }

  @Test
  void storeThatDoesNotAnswer_isNoReasonToStop() {
    List<Emissions.Emitted> ranked = ranked();
    stores.memory().down = true;
    for (Emissions.Emitted one : ranked) {
      assertThat(store(one).acked).hasSize(1);
    }
    stores.memory().down = false;
    ranked.forEach(this::store);
    assertThat(stores.memory().board("topics", "all")).isPresent();
  }

  @Test
  void boardsThatTheStoreRefuses_areLoggedOnce_andReported_untilAllArePublished() {
    List<Tuple> boards =
        ranked().stream()
            .filter(one -> one.stream().equals("default"))
            .map(
                one ->
                    TaskContexts.tuple(
                        "rank", new Fields(RankBolt.DIMENSION, RankBolt.BOARDS), one.values()))
            .toList();
    Emissions emissions = new Emissions();
    StoreBolt store = new StoreBolt(stores);
    store.prepare(Map.of(), TaskContexts.task("store", 0, 1), emissions.collector());
    stores.memory().refusedDimension = "cities";
    try {
      for (int i = 0; i < 10; i++) {
        boards.forEach(store::execute);
      }
      assertThat(emissions.errors).hasSize(1);
      Awaitility.await().until(() -> published().isHalted());
      assertThat(published().halt()).isEqualTo(HaltReason.STORE);
      assertThat(published().text()).contains("WRONGTYPE");
      stores.memory().refusedDimension = null;
      boards.forEach(store::execute);
      Awaitility.await().until(() -> !published().isHalted());
    } finally {
      store.cleanup();
    }
  }

  private PartitionReport published() {
    return stores
        .memory()
        .report(Reporter.PUBLISH, PartitionReport.WHOLE_TOPIC)
        .orElse(PartitionReport.going(PartitionReport.WHOLE_TOPIC));
  }
}
