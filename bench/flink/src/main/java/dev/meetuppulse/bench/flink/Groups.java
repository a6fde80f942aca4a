package dev.meetuppulse.bench.flink;

import dev.meetuppulse.bench.job.GroupText;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Groups by the hash of their text, so that an RSVP's state is three numbers. In checkpoints each
 * text is stored once.
 *
 * @param <T> what is kept of a group
 */
final class Groups<T> {
  private final Map<Long, T> groups = new HashMap<>();

  /** The last text and its hash: most of the time of a look-up is the hash. */
  private final Map<String, Long> hashes = new HashMap<>();

  private final ListState<String> state;
  private final Function<String, T> maker;

  Groups(OperatorStateStore store, Function<String, T> maker) throws Exception {
    this.maker = maker;
    this.state = store.getUnionListState(new ListStateDescriptor<>("groups", Types.STRING));
    for (String text : state.get()) {
      number(text);
    }
  }

  /** The hash of a text, whose group is known from now on. */
  long number(String text) {
    Long known = hashes.get(text);
    if (known != null) {
      return known;
    }
    long hash = GroupText.hash(text);
    hashes.put(text, hash);
    groups.put(hash, maker.apply(text));
    return hash;
  }

  T get(long hash) {
    return groups.get(hash);
  }

  void snapshot() throws Exception {
    state.clear();
    for (String text : hashes.keySet()) {
      state.add(text);
    }
  }
}
