package dev.meetuppulse.bench.flink;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record with where it comes from. A POJO to Flink, though it never leaves its task. */
public final class PartitionRecord {
  public int partition;
  public long offset;
  public long appendTime;
  public byte[] value = {};

  /** Makes them from Kafka's. */
  static final class Schema implements KafkaRecordDeserializationSchema<PartitionRecord> {
    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<PartitionRecord> out) {
      PartitionRecord made = new PartitionRecord();
      made.partition = record.partition();
      made.offset = record.offset();
      made.appendTime = record.timestamp();
      made.value = record.value();
      out.collect(made);
    }

    @Override
    public TypeInformation<PartitionRecord> getProducedType() {
      return TypeInformation.of(PartitionRecord.class);
    }
  }
}
