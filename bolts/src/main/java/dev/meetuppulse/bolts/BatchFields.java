package dev.meetuppulse.bolts;

import dev.meetuppulse.core.count.Batch;
import dev.meetuppulse.spouts.KafkaBatchSpout;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.tuple.Fields;
import org.apache.storm.tuple.Tuple;
import org.apache.storm.tuple.Values;

/** A batch as a tuple: its partition, by which it is routed, and the batch itself. */
final class BatchFields {
  private BatchFields() {}

  static void declare(OutputFieldsDeclarer declarer) {
    declarer.declare(new Fields(KafkaBatchSpout.PARTITION, KafkaBatchSpout.BATCH));
  }

  static Batch batch(Tuple tuple) {
    return (Batch) tuple.getValueByField(KafkaBatchSpout.BATCH);
  }

  static Values values(Batch batch) {
    return new Values(batch.range().partition(), batch);
  }
}
