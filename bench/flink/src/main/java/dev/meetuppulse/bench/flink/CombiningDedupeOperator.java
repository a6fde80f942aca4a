package dev.meetuppulse.bench.flink;

import dev.meetuppulse.bench.job.CountTable;
import dev.meetuppulse.bench.job.GroupText;
import dev.meetuppulse.bench.job.Votes;
import dev.meetuppulse.core.window.Dimension;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * The four rules; adds up what counts by key and second, and sends the sums every second and before
 * each checkpoint.
 */
final class CombiningDedupeOperator extends TimedOperator<Sighting, Delta> {
  private static final long serialVersionUID = 1L;
  private static final int MAX_PENDING = 500_000;

  private transient ValueState<Counted> counted;
  private transient Groups<int[]> groups;
  private transient Map<String, Integer> cityNumbers;
  private transient Map<String, Integer> topicNumbers;

  /** By number: cities and topics in one row. */
  private transient List<String> names;

  private transient List<Dimension> dimensions;
  private transient CountTable pending;
  private transient StreamRecord<Delta> out;
  private transient int received;
  private transient long clock;

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    cityNumbers = new HashMap<>();
    topicNumbers = new HashMap<>();
    names = new ArrayList<>();
    dimensions = new ArrayList<>();
    groups = new Groups<>(context.getOperatorStateStore(), this::numbers);
  }

  private int[] numbers(String group) {
    String[] keys = GroupText.keys(group);
    int[] numbers = new int[keys.length];
    for (int i = 0; i < keys.length; i++) {
      Dimension dimension = i == 0 ? Dimension.CITIES : Dimension.TOPICS;
      numbers[i] =
          (i == 0 ? cityNumbers : topicNumbers)
              .computeIfAbsent(
                  keys[i],
                  key -> {
                    names.add(key);
                    dimensions.add(dimension);
                    return names.size() - 1;
                  });
    }
    return numbers;
  }

  @Override
  public void open() throws Exception {
    super.open();
    pending = new CountTable();
    out = new StreamRecord<>(new Delta());
    counted =
        getPartitionedState(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            new ValueStateDescriptor<>("counted", Counted.class));
  }

  @Override
  public void processElement(StreamRecord<Sighting> element) throws Exception {
    Sighting sighting = element.getValue();
    received += sighting.received;
    clock = Math.max(clock, sighting.clock);
    if (!sighting.group.isEmpty()) {
      count(sighting);
    }
  }

  private void count(Sighting sighting) throws Exception {
    Counted before = counted.value();
    if (before != null) {
      if (Votes.judge(before.mtime, before.vote, sighting.mtime, sighting.vote)
          != Votes.Relation.CHANGED) {
        return;
      }
      add(before.mtime, before.vote, before.group, -1);
    }
    Counted now = Counted.of(sighting, groups.number(sighting.group));
    counted.update(now);
    add(now.mtime, now.vote, now.group, 1);
    if (pending.size() > MAX_PENDING) {
      send();
    }
  }

  private void add(long mtime, long vote, long group, int sign) {
    long second = Math.floorDiv(mtime, 1000L);
    int yes = sign * Votes.yes(vote);
    int no = sign * Votes.no(vote);
    int going = sign * Votes.going(vote);
    for (int key : groups.get(group)) {
      pending.add(key, second, sign, yes, no, going);
    }
  }

  @Override
  void tick() {
    send();
  }

  private void send() {
    pending.drain(
        (key, second, rsvps, yes, no, going) ->
            output.collect(
                out.replace(
                    Delta.of(dimensions.get(key), names.get(key), second, rsvps, yes, no, going))));
    output.collect(out.replace(Delta.news(received, clock, 0)));
    received = 0;
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpoint) {
    send();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    groups.snapshot();
  }
}
