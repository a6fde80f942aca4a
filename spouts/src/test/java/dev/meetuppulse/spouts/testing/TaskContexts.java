package dev.meetuppulse.spouts.testing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.storm.Constants;
import org.apache.storm.generated.StormTopology;
import org.apache.storm.metrics2.StormMetricRegistry;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.TupleImpl;
import org.apache.storm.utils.Utils;

/** Contexts such as Storm gives to a task, for tests without Storm. */
public final class TaskContexts {
  private TaskContexts() {}

  /** A tuple as a component emits it on its default stream. */
  public static Tuple tuple(String component, Fields fields, List<Object> values) {
    return tuple(component, Utils.DEFAULT_STREAM_ID, fields, values);
  }

  public static Tuple tuple(String component, String stream, Fields fields, List<Object> values) {
    TopologyContext context = context(component, 0, 1, Map.of(stream, fields));
    return new TupleImpl(context, values, component, 1, stream);
  }

  public static Tuple tick() {
    return tuple(
        Constants.SYSTEM_COMPONENT_ID,
        Constants.SYSTEM_TICK_STREAM_ID,
        new Fields("seconds"),
        List.of(1));
  }

  /** The context of one of the tasks of a component. */
  public static TopologyContext task(String component, int index, int tasks) {
    return context(component, index, tasks, Map.of());
  }

  private static TopologyContext context(
      String component, int index, int tasks, Map<String, Fields> streams) {
    List<Integer> ids = IntStream.rangeClosed(1, tasks).boxed().toList();
    Map<Integer, String> components =
        ids.stream().collect(Collectors.toMap(id -> id, id -> component));
    return new TopologyContext(
        new StormTopology(),
        new HashMap<>(),
        components,
        Map.of(component, ids),
        Map.of(component, streams),
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
