package dev.meetuppulse.bolts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.storm.task.IOutputCollector;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.tuple.Tuple;

/** Records everything that a bolt emits, acks, fails and reports. */
final class Emissions implements IOutputCollector {

  record Emitted(String stream, Collection<Tuple> anchors, List<Object> values) {}

  final List<Emitted> emitted = new ArrayList<>();
  final List<Tuple> acked = new ArrayList<>();
  final List<Tuple> failed = new ArrayList<>();
  final List<Throwable> errors = new ArrayList<>();

  OutputCollector collector() {
    return new OutputCollector(this);
  }

  @Override
  public List<Integer> emit(String stream, Collection<Tuple> anchors, List<Object> values) {
    emitted.add(new Emitted(stream, anchors, values));
    return List.of(1);
  }

  @Override
  public void emitDirect(int task, String stream, Collection<Tuple> anchors, List<Object> values) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void ack(Tuple tuple) {
    acked.add(tuple);
  }

  @Override
  public void fail(Tuple tuple) {
    failed.add(tuple);
  }

  @Override
  public void resetTimeout(Tuple tuple) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void flush() {}

  @Override
  public void reportError(Throwable error) {
    errors.add(error);
  }
}
