package dev.meetuppulse.bench.flink;

import dev.meetuppulse.bench.job.Job;
import dev.meetuppulse.bench.job.Parsers;
import dev.meetuppulse.core.count.Batch;
import dev.meetuppulse.core.count.BatchRange;
import dev.meetuppulse.core.count.CountOptions;
import dev.meetuppulse.core.count.PartitionCounter;
import dev.meetuppulse.core.count.PartitionCounter.FencedException;
import dev.meetuppulse.core.rsvp.Outcome;
import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.core.rsvp.RsvpParser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Parses, filters and counts the partitions of its source task with our own core. What was added is
 * sent every second and before each checkpoint, and is what the checkpoint holds.
 */
final class PartitionOperator extends TimedOperator<PartitionRecord, PartitionEntry> {
  private static final long serialVersionUID = 1L;
  private static final int BATCH = 3000;
  private static final String LOG = "log";

  private final List<String> arguments;

  private transient Job job;
  private transient RsvpParser parser;
  private transient HeldJournals journals;
  private transient Map<Integer, Lane> lanes;
  private transient ListState<PartitionEntry> state;

  /** A partition's counter and the records that it is to be given next. */
  private final class Lane {
    private final int partition;
    private final PartitionCounter counter;
    private final long[] offsets = new long[BATCH];
    private final long[] times = new long[BATCH];
    private List<Outcome> outcomes = new ArrayList<>(BATCH);
    private long next = -1;
    private boolean start = true;

    Lane(int partition) {
      this.partition = partition;
      CountOptions options = FlinkEngine.countOptions(job);
      counter = PartitionCounter.open(partition, options, journals);
    }

    void add(PartitionRecord record, Outcome outcome) {
      if (next < 0) {
        next = record.offset;
      }
      offsets[outcomes.size()] = record.offset;
      times[outcomes.size()] = record.appendTime;
      outcomes.add(outcome);
      if (outcomes.size() == BATCH) {
        count();
      }
    }

    void count() {
      int size = outcomes.size();
      if (size == 0) {
        return;
      }
      long to = offsets[size - 1] + 1;
      counter.apply(
          new Batch(
              new BatchRange(partition, LOG, next, to, to, start),
              Arrays.copyOf(offsets, size),
              Arrays.copyOf(times, size),
              outcomes));
      start = false;
      next = to;
      outcomes = new ArrayList<>(BATCH);
    }

    void save() {
      count();
      try {
        counter.save().ifPresent(this::send);
      } catch (FencedException e) {
        throw new IllegalStateException(e);
      }
    }

    private void send(PartitionCounter.Saved saved) {
      PartitionEntry entry = PartitionEntry.of(partition, saved.version(), saved.entry());
      entry.received = saved.tally().received();
      output.collect(new StreamRecord<>(entry));
    }
  }

  PartitionOperator(Job job) {
    this.arguments = List.of(job.arguments());
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    journals = new HeldJournals();
    state =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("journals", PartitionEntry.class));
    for (PartitionEntry saved : state.get()) {
      journals.add(saved);
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    job = Job.of(arguments.toArray(String[]::new));
    parser = Parsers.open();
    lanes = new HashMap<>();
    // After a restart the ranking task knows nothing.
    journals.all().forEach(entry -> output.collect(new StreamRecord<>(entry)));
  }

  @Override
  public void processElement(StreamRecord<PartitionRecord> element) {
    PartitionRecord record = element.getValue();
    Outcome outcome = parser.parse(record.value, 0, System.currentTimeMillis());
    if (outcome instanceof Rsvp rsvp && !rsvp.groupKeys().country().equals(Job.COUNTRY)) {
      outcome = new Outcome.Filtered(rsvp.mtime());
    }
    if (outcome != null) {
      lanes.computeIfAbsent(record.partition, Lane::new).add(record, outcome);
    }
  }

  @Override
  void tick() {
    lanes.values().forEach(Lane::save);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpoint) {
    tick();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    state.update(journals.all());
  }
}
