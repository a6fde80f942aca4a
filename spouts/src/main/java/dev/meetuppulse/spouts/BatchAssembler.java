package dev.meetuppulse.spouts;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Makes batches of Kafka records. */
final class BatchAssembler {

  /** The header that tells how long a record was before its producer cut it: decimal text. */
  static final String SIZE_HEADER = "pulse-size";

  /** A batch is closed when its values hold this much; a single record may be larger. */
  static final int BATCH_BYTES = 4 << 20;

  private static final byte[] NONE = {};
  private static final int MOST_DIGITS = 18;

  private BatchAssembler() {}

  /** How many of the first records make the next batch: at least one. */
  static int take(List<ConsumerRecord<byte[], byte[]>> records, int most) {
    int count = 0;
    long bytes = 0;
    while (count < records.size() && count < most) {
      bytes += size(records.get(count));
      if (count > 0 && bytes > BATCH_BYTES) {
        break;
      }
      count++;
    }
    return count;
  }

  static long bytes(List<ConsumerRecord<byte[], byte[]>> records) {
    long bytes = 0;
    for (ConsumerRecord<byte[], byte[]> record : records) {
      bytes += size(record);
    }
    return bytes;
  }

  static RawBatch assemble(
      int partition,
      String log,
      long from,
      long to,
      long end,
      boolean start,
      List<ConsumerRecord<byte[], byte[]>> records) {
    int count = records.size();
    long[] offsets = new long[count];
    long[] appendTimes = new long[count];
    byte[][] values = new byte[count][];
    int[] sizes = new int[count];
    for (int i = 0; i < count; i++) {
      ConsumerRecord<byte[], byte[]> record = records.get(i);
      offsets[i] = record.offset();
      appendTimes[i] = record.timestamp();
      values[i] = record.value() == null ? NONE : record.value();
      sizes[i] = declaredSize(record);
    }
    return new RawBatch(partition, log, from, to, end, start, offsets, appendTimes, values, sizes);
  }

  private static int size(ConsumerRecord<byte[], byte[]> record) {
    return Math.max(0, record.serializedValueSize());
  }

  /** What is not a plain number is no declaration: anyone may write headers. */
  private static int declaredSize(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(SIZE_HEADER);
    if (header == null || header.value() == null) {
      return 0;
    }
    byte[] value = header.value();
    if (value.length == 0 || value.length > MOST_DIGITS) {
      return 0;
    }
    for (byte digit : value) {
      if (digit < '0' || digit > '9') {
        return 0;
      }
    }
    long size = Long.parseLong(new String(value, StandardCharsets.US_ASCII));
    return (int) Math.min(size, Integer.MAX_VALUE);
  }
}
