package dev.meetuppulse.bench.flink;

import dev.meetuppulse.bench.job.Job;
import dev.meetuppulse.bench.job.Output;
import dev.meetuppulse.core.board.Board;
import dev.meetuppulse.core.board.Ranker;
import dev.meetuppulse.core.board.Row;
import dev.meetuppulse.core.count.CountOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Follows what the partitions save and publishes boards. It keeps nothing: after a restart the
 * partitions send all they have.
 */
final class FollowOperator extends TimedOperator<PartitionEntry, Void> {
  private static final long serialVersionUID = 1L;

  private final List<String> arguments;

  private transient Job job;
  private transient Output output;
  private transient Ranker ranker;

  /** Deltas since the ranker was last known to have all of them. */
  private transient HeldJournals news;

  private transient Map<Integer, Long> received;

  FollowOperator(Job job) {
    this.arguments = List.of(job.arguments());
  }

  @Override
  public void open() throws Exception {
    super.open();
    job = Job.of(arguments.toArray(String[]::new));
    output = new Output(job);
    news = new HeldJournals();
    received = new HashMap<>();
    CountOptions options = FlinkEngine.countOptions(job);
    ranker = new Ranker(options, options.dimensions(), Job.TOP, Optional.empty(), news);
  }

  @Override
  public void processElement(StreamRecord<PartitionEntry> element) {
    PartitionEntry saved = element.getValue();
    news.add(saved);
    ranker.accept(saved.partition, saved.entry);
    received.put(saved.partition, saved.received);
    if (received.values().stream().mapToLong(Long::longValue).sum() >= job.records()) {
      tick();
    }
  }

  @Override
  void tick() {
    Optional<Ranker.Publication> publication = ranker.publish(System.currentTimeMillis());
    if (publication.isPresent()) {
      news.forget();
      Map<String, List<Row>> boards = new TreeMap<>();
      for (Board board : publication.get().boards()) {
        boards.put(board.dimension().id(), board.rows());
      }
      output.publishRows(
          publication.get().status().tally().received(),
          publication.get().status().clock(),
          boards);
    }
  }
}
