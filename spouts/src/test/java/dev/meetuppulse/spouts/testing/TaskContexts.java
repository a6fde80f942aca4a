package dev.meetuppulse.spouts.testing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.metrics2.StormMetricRegistry;
import org.apache.storm.task.TopologyContext;

/** Contexts such as Storm gives to a task, for tests without Storm. */
public final class TaskContexts {
  private TaskContexts() {}

  /** The context of one of the tasks of a component. */
  public static TopologyContext task(String component, int index, int tasks) {
    List<Integer> ids = IntStream.rangeClosed(1, tasks).boxed().toList();
    Map<Integer, String> components =
        ids.stream().collect(Collectors.toMap(id -> id, id -> component));
    return new TopologyContext(
        new StormTopology(),
        new HashMap<>(),
        components,
        Map.of(component, ids),
        Map.of(),
        Map.of(),
        "test-1-1",
        null,
        null,
        ids.get(index),
        6700,
        ids,
        Map.of(),
        Map.of(),
        new HashMap<>(),
        new HashMap<>(),
        new AtomicBoolean(false),
        new StormMetricRegistry());
  }
}
