package dev.meetuppulse.spouts;

import dev.meetuppulse.core.count.BatchRange;
import dev.meetuppulse.kafka.SizeHeader;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/**
 * Gathers Kafka records into one batch, in columns, while they are still in the processor's cache.
 * Values stay where Kafka's client put them: a batch keeps what was fetched alive, not a copy.
 */
final class BatchBuilder {

  /** A batch is closed when its values hold this much; a single record may be larger. */
  static final int BATCH_BYTES = 4 << 20;

  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  private final int most;
  private long[] offsets;
  private long[] appendTimes;
  private ByteBuffer[] values;
  private int[] sizes;
  private int count;
  private long bytes;
  private boolean hasBrokersTimes;

  /**
   * @param expected records, as a first guess
   * @param most records at most
   */
  BatchBuilder(int expected, int most) {
    this.most = most;
    int room = Math.min(Math.max(1, expected), most);
    offsets = new long[room];
    appendTimes = new long[room];
    values = new ByteBuffer[room];
    sizes = new int[room];
  }

  /** False if the record belongs into the next batch. */
  boolean add(ConsumerRecord<ByteBuffer, ByteBuffer> record) {
    boolean brokersTime = record.timestampType() == TimestampType.LOG_APPEND_TIME;
    if (count == most
        || count > 0 && (bytes + size(record) > BATCH_BYTES || brokersTime != hasBrokersTimes)) {
      return false;
    }
    hasBrokersTimes = brokersTime;
    if (count == offsets.length) {
      resize(Math.min(most, 2 * count));
    }
    offsets[count] = record.offset();
    appendTimes[count] = record.timestamp();
    values[count] = record.value() == null ? NONE : record.value();
    sizes[count] = SizeHeader.read(record.headers());
    count++;
    bytes += size(record);
    return true;
  }

  private void resize(int room) {
    offsets = Arrays.copyOf(offsets, room);
    appendTimes = Arrays.copyOf(appendTimes, room);
    values = Arrays.copyOf(values, room);
    sizes = Arrays.copyOf(sizes, room);
  }

  /** Bytes of a record's value. */
  static int size(ConsumerRecord<?, ?> record) {
    return Math.max(0, record.serializedValueSize());
  }

  int count() {
    return count;
  }

  long bytes() {
    return bytes;
  }

  /** The batch; nothing more may be added. */
  RawBatch build(BatchRange range) {
    if (count < offsets.length) {
      resize(count);
    }
    return new RawBatch(range, offsets, hasBrokersTimes, appendTimes, values, sizes);
  }
}
