package dev.meetuppulse.bench.flink;

import dev.meetuppulse.bench.job.GroupText;
import dev.meetuppulse.bench.job.Votes;
import dev.meetuppulse.core.window.Dimension;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/** The four rules; sends a delta for each key that an RSVP counts on, and one of news. */
final class DedupeFunction extends KeyedProcessFunction<Long, Sighting, Delta>
    implements CheckpointedFunction {
  private static final long serialVersionUID = 1L;

  private transient ValueState<Counted> counted;
  private transient Groups<String[]> groups;

  @Override
  public void initializeState(FunctionInitializationContext context) throws Exception {
    groups = new Groups<>(context.getOperatorStateStore(), GroupText::keys);
  }

  @Override
  public void open(OpenContext context) {
    counted = getRuntimeContext().getState(new ValueStateDescriptor<>("counted", Counted.class));
  }

  @Override
  public void snapshotState(FunctionSnapshotContext context) throws Exception {
    groups.snapshot();
  }

  @Override
  public void processElement(Sighting sighting, Context context, Collector<Delta> out)
      throws Exception {
    int made = sighting.group.isEmpty() ? 0 : count(sighting, out);
    out.collect(Delta.news(sighting.received, sighting.clock, made));
  }

  private int count(Sighting sighting, Collector<Delta> out) throws Exception {
    Counted before = counted.value();
    if (before != null
        && Votes.judge(before.mtime, before.vote, sighting.mtime, sighting.vote)
            != Votes.Relation.CHANGED) {
      return 0;
    }
    Counted now = Counted.of(sighting, groups.number(sighting.group));
    counted.update(now);
    return (before == null ? 0 : send(before, -1, out)) + send(now, 1, out);
  }

  private int send(Counted of, int sign, Collector<Delta> out) {
    String[] keys = groups.get(of.group);
    for (int i = 0; i < keys.length; i++) {
      out.collect(
          Delta.of(
              i == 0 ? Dimension.CITIES : Dimension.TOPICS,
              keys[i],
              Math.floorDiv(of.mtime, 1000L),
              sign,
              sign * Votes.yes(of.vote),
              sign * Votes.no(of.vote),
              sign * Votes.going(of.vote)));
    }
    return keys.length;
  }
}
