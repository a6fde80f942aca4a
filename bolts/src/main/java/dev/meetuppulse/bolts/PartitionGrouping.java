package dev.meetuppulse.bolts;

import java.util.List;
import org.apache.storm.generated.GlobalStreamId;
import org.apache.storm.grouping.CustomStreamGrouping;
import org.apache.storm.task.WorkerTopologyContext;

/**
 * Sends all batches of a partition to one task, so that their order is kept. The partition is the
 * tuple's first field.
 */
public final class PartitionGrouping implements CustomStreamGrouping {
  private static final long serialVersionUID = 1L;

  private final boolean local;
  private transient List<List<Integer>> choices;

  private PartitionGrouping(boolean local) {
    this.local = local;
  }

  /** To a task in the same worker if there is one: any task can do the work. */
  public static PartitionGrouping preferLocal() {
    return new PartitionGrouping(true);
  }

  /** To the same task whichever worker it is sent from: the task owns the partition. */
  public static PartitionGrouping global() {
    return new PartitionGrouping(false);
  }

  @Override
  public void prepare(
      WorkerTopologyContext context, GlobalStreamId stream, List<Integer> targetTasks) {
    List<Integer> near =
        targetTasks.stream().filter(context.getThisWorkerTasks()::contains).sorted().toList();
    List<Integer> all = targetTasks.stream().sorted().toList();
    choices = (local && !near.isEmpty() ? near : all).stream().map(List::of).toList();
  }

  @Override
  public List<Integer> chooseTasks(int taskId, List<Object> values) {
    return choices.get(Math.floorMod((Integer) values.get(0), choices.size()));
  }
}
