package dev.meetuppulse.bench.flink;

import dev.meetuppulse.bench.job.Job;
import dev.meetuppulse.bench.job.Output;
import dev.meetuppulse.bench.job.SlidingBoards;
import dev.meetuppulse.core.window.Dimension;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Holds the window and publishes its boards. */
final class RankOperator extends TimedOperator<Delta, Void> {
  private static final long serialVersionUID = 1L;
  private static final Dimension[] DIMENSIONS = Dimension.values();

  private final List<String> arguments;
  private final boolean deltasAreSums;

  private transient Job job;
  private transient Output output;
  private transient SlidingBoards boards;
  private transient ListState<byte[]> state;
  private transient long received;
  private transient long clock;
  private transient long expected;
  private transient long merged;

  /**
   * @param deltasAreSums false if updates and their deltas arrive on different paths, so that they
   *     have to be counted
   */
  RankOperator(Job job, boolean deltasAreSums) {
    this.arguments = List.of(job.arguments());
    this.deltasAreSums = deltasAreSums;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    boards = new SlidingBoards();
    state =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>(
                    "boards", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    for (byte[] saved : state.get()) {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(saved));
      received = in.readLong();
      clock = in.readLong();
      expected = in.readLong();
      merged = in.readLong();
      boards = SlidingBoards.read(in);
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(received);
    out.writeLong(clock);
    out.writeLong(expected);
    out.writeLong(merged);
    boards.write(out);
    state.update(List.of(bytes.toByteArray()));
  }

  @Override
  public void open() throws Exception {
    super.open();
    job = Job.of(arguments.toArray(String[]::new));
    output = new Output(job);
  }

  @Override
  public void processElement(StreamRecord<Delta> element) {
    Delta delta = element.getValue();
    if (delta.dimension == Delta.NEWS) {
      received += delta.received;
      expected += delta.made;
      clock = Math.max(clock, delta.clock);
    } else {
      merged += delta.merged;
      boards.add(
          DIMENSIONS[delta.dimension],
          delta.key,
          delta.second,
          delta.rsvps,
          delta.yes,
          delta.no,
          delta.going);
    }
    if (received >= job.records() && complete() && !output.done()) {
      publish();
    }
  }

  private boolean complete() {
    return deltasAreSums || merged == expected;
  }

  private void publish() {
    boards.advance(Math.floorDiv(clock, 1000L));
    long known = complete() ? received : Math.min(received, job.records() - 1);
    output.publish(known, clock, boards.top());
  }

  @Override
  void tick() {
    if (received > 0) {
      publish();
    }
  }
}
