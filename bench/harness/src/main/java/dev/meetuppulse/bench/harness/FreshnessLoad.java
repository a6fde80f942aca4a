package dev.meetuppulse.bench.harness;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.kafka.KafkaClients;
import dev.meetuppulse.kafka.Topics;
import dev.meetuppulse.simulator.SimulatedLine;
import dev.meetuppulse.simulator.Simulator;
import dev.meetuppulse.simulator.SimulatorOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends simulated records at a steady rate, and notes when the broker appended each. */
final class FreshnessLoad implements AutoCloseable {
  private static final int LINGER_MILLIS = 5;

  private final String topic;
  private final KafkaProducer<String, byte[]> producer;

  /** Append times, ms since the epoch, in the order of the acknowledgements. */
  private final List<Long> appended = new ArrayList<>();

  private long seed;
  private long sent;

  FreshnessLoad(Settings settings) throws InterruptedException {
    topic = settings.text(Setting.KAFKA_TOPIC);
    Topics.ensure(settings);
    var properties = KafkaClients.producer(settings);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, Integer.toString(LINGER_MILLIS));
    producer = new KafkaProducer<>(properties);
  }

  /** Sends at a rate, records a second; returns when the last record is acknowledged. */
  void send(int rate, int seconds) throws InterruptedException {
    long now = System.currentTimeMillis();
    long nanos = System.nanoTime();
    Simulator stream =
        new Simulator(
            SimulatorOptions.of(++seed, now, rate)
                .withDaily(false)
                .withRecords((long) rate * seconds));
    while (stream.hasNext()) {
      SimulatedLine line = stream.next();
      Freshness.sleepUntil(nanos + TimeUnit.MILLISECONDS.toNanos(line.at() - now));
      sent++;
      producer.send(
          new ProducerRecord<>(topic, Long.toString(sent), line.bytes()),
          (metadata, failure) -> note(metadata.timestamp()));
    }
    producer.flush();
  }

  private synchronized void note(long time) {
    appended.add(time);
  }

  long sent() {
    return sent;
  }

  /** Append times since the start, oldest first, ms since the epoch. */
  synchronized long[] appendTimes() {
    return appended.stream().mapToLong(Long::longValue).sorted().toArray();
  }

  @Override
  public void close() {
    producer.close();
  }
}
