package dev.meetuppulse.feed;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A way to write a record of a topic down as one line. */
public interface RecordFormat {

  /** The line, safe for a terminal; empty if the record should not be shown. */
  Optional<String> format(ConsumerRecord<String, byte[]> record);
}
