package dev.meetuppulse.bolts;

import com.esotericsoftware.kryo.serializers.JavaSerializer;
import dev.meetuppulse.core.board.Board;
import dev.meetuppulse.core.board.Status;
import dev.meetuppulse.core.board.Trends;
import dev.meetuppulse.core.count.Batch;
import dev.meetuppulse.spouts.BatchId;
import dev.meetuppulse.spouts.RawBatch;
import dev.meetuppulse.spouts.RawBatchSerializer;
import org.apache.storm.Config;
import org.apache.storm.metric.api.IMetricsConsumer;

/** How tuples travel between workers; Java's own serialization stays off. */
public final class Serializers {
  private Serializers() {}

  /**
   * Registers all that a tuple of the topology can hold, and what Storm itself may send between
   * workers: metrics to a metrics consumer, message ids to an event logger.
   */
  public static void register(Config config) {
    config.registerSerialization(RawBatch.class, RawBatchSerializer.class);
    config.registerSerialization(Batch.class, BatchSerializer.class);
    config.registerSerialization(Board.class, BoardSerializer.class);
    config.registerSerialization(Status.class, StatusSerializer.class);
    // Sent once in two seconds: not worth a format of its own.
    config.registerSerialization(Trends.class, JavaSerializer.class);
    config.registerSerialization(IMetricsConsumer.DataPoint.class, DataPointSerializer.class);
    config.registerSerialization(BatchId.class);
  }
}
