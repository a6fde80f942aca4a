package dev.meetuppulse.bolts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.spouts.testing.TaskContexts;
import java.util.List;
import org.apache.storm.task.TopologyContext;
import org.junit.jupiter.api.Test;

class PartitionGroupingTest {
  /** The tasks of this worker are 1, 2 and 3. */
  private final TopologyContext worker = TaskContexts.task("parse", 0, 3);

  private static List<Integer> choose(PartitionGrouping grouping, int partition) {
    return grouping.chooseTasks(1, List.of(partition, "batch"));
  }

  @Test
  void preferLocal_choosesAmongTheTasksOfTheWorker() {
    PartitionGrouping grouping = PartitionGrouping.preferLocal();
    grouping.prepare(worker, null, List.of(9, 3, 2));
    assertThat(choose(grouping, 0)).containsExactly(2);
    assertThat(choose(grouping, 1)).containsExactly(3);
    assertThat(choose(grouping, 4)).containsExactly(2);
  }

  @Test
  void preferLocal_withoutATaskInTheWorker_choosesAmongAll() {
    PartitionGrouping grouping = PartitionGrouping.preferLocal();
    grouping.prepare(worker, null, List.of(9, 8));
    assertThat(choose(grouping, 0)).containsExactly(8);
    assertThat(choose(grouping, 1)).containsExactly(9);
  }

  @Test
  void global_choosesTheSameTaskFromEveryWorker() {
    PartitionGrouping grouping = PartitionGrouping.global();
    grouping.prepare(worker, null, List.of(9, 3, 2));
    assertThat(choose(grouping, 2)).containsExactly(9);
    assertThat(choose(grouping, 5)).containsExactly(9);
  }
}
