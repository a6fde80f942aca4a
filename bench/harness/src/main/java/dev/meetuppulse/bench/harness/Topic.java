package dev.meetuppulse.bench.harness;

import dev.meetuppulse.bench.job.Job;
import dev.meetuppulse.bench.job.SlidingBoards;
import dev.meetuppulse.core.board.Row;
import dev.meetuppulse.core.rsvp.Outcome;
import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.core.rsvp.RsvpParser;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import dev.meetuppulse.simulator.SimulatedLine;
import dev.meetuppulse.simulator.Simulator;
import dev.meetuppulse.simulator.SimulatorOptions;
import dev.meetuppulse.simulator.Truth;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;

/**
 * The topic that every engine reads, and what its records must add up to.
 *
 * @param bytes of all values
 * @param topics how often a topic is named, in all records
 * @param clock the largest {@code mtime}, ms since the epoch
 * @param boards rows by dimension
 */
record Topic(long bytes, long topics, long clock, Map<String, List<Row>> boards) {
  static final String NAME = "rsvps";

  private static final long SEED = 4;
  private static final int WARMING_FETCH_BYTES = 64 << 10;
  private static final long START = Instant.parse("2026-01-10T18:00:00Z").toEpochMilli();

  /** Records a second of event time: three million are twenty minutes. */
  private static final double RATE = 2_500;

  private static final double ECHOES = 0.20;
  private static final Window WINDOW = Window.parseList(Job.WINDOW_SECONDS / 60 + "m:1s").get(0);

  private static Map<String, Object> properties(String bootstrap) {
    return Map.of(
        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrap,
        ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
        ByteArraySerializer.class,
        ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
        ByteArraySerializer.class,
        // A new leader may refuse a first request and accept a second.
        ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
        1,
        ProducerConfig.BATCH_SIZE_CONFIG,
        256 << 10,
        ProducerConfig.LINGER_MS_CONFIG,
        20);
  }

  private static void create(Map<String, Object> properties, int partitions)
      throws IOException, InterruptedException {
    try (Admin admin = Admin.create(properties)) {
      NewTopic topic =
          new NewTopic(NAME, partitions, (short) 1)
              .configs(
                  Map.of(
                      "retention.ms", "-1",
                      "message.timestamp.type", "LogAppendTime"));
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      throw new IOException("can't create the topic: " + e.getCause().getMessage(), e);
    }
  }

  static Topic fill(String bootstrap, int partitions, long records)
      throws IOException, InterruptedException {
    Map<String, Object> properties = properties(bootstrap);
    create(properties, partitions);
    Truth truth = new Truth(Set.of(Job.COUNTRY));
    Simulator simulator =
        new Simulator(
            SimulatorOptions.of(SEED, START, RATE)
                .withDaily(false)
                .withEchoes(ECHOES)
                .withRecords(records));
    RsvpParser parser = new RsvpParser();
    AtomicReference<Exception> failure = new AtomicReference<>();
    long bytes = 0;
    long topics = 0;
    try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(properties)) {
      while (simulator.hasNext() && failure.get() == null) {
        SimulatedLine line = simulator.next();
        byte[] text = line.bytes();
        truth.accept(line);
        Rsvp rsvp = rsvp(parser.parse(text, 0, System.currentTimeMillis()));
        bytes += text.length;
        topics += rsvp.groupKeys().topics().size();
        byte[] key = Long.toString(rsvp.id()).getBytes(StandardCharsets.US_ASCII);
        producer.send(
            new ProducerRecord<>(NAME, key, text),
            (metadata, error) -> failure.compareAndSet(null, error));
      }
    }
    if (failure.get() != null) {
      throw new IOException("can't fill the topic: " + failure.get().getMessage(), failure.get());
    }
    Map<String, List<Row>> boards = new TreeMap<>();
    for (Dimension dimension : SlidingBoards.DIMENSIONS) {
      boards.put(dimension.id(), truth.board(dimension, WINDOW, truth.clock(), Job.TOP));
    }
    return new Topic(bytes, topics, truth.clock(), boards);
  }

  /**
   * Reads all records once, in fetches so small that the broker compiles what it does for one: else
   * the engine that is measured first would pay for that.
   */
  static void readOnce(String bootstrap, int partitions, long records) {
    Map<String, Object> properties =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrap,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ByteBufferDeserializer.class,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            ByteBufferDeserializer.class,
            ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
            WARMING_FETCH_BYTES);
    List<TopicPartition> all =
        IntStream.range(0, partitions).mapToObj(i -> new TopicPartition(NAME, i)).toList();
    try (KafkaConsumer<ByteBuffer, ByteBuffer> consumer = new KafkaConsumer<>(properties)) {
      consumer.assign(all);
      consumer.seekToBeginning(all);
      long read = 0;
      while (read < records) {
        read += consumer.poll(Duration.ofSeconds(1)).count();
      }
    }
  }

  private static Rsvp rsvp(Outcome outcome) {
    if (outcome instanceof Rsvp rsvp) {
      return rsvp;
    }
    throw new IllegalStateException("the simulator made a line that is " + outcome);
  }

  /** Whether boards are those of all records. Labels do not count: a row is its key. */
  boolean agrees(long atClock, Map<String, List<Row>> published) {
    if (atClock != clock || !published.keySet().containsAll(boards.keySet())) {
      return false;
    }
    return boards.entrySet().stream()
        .allMatch(board -> plain(published.get(board.getKey())).equals(plain(board.getValue())));
  }

  private static List<Row> plain(List<Row> rows) {
    return rows.stream()
        .limit(Job.TOP)
        .map(row -> new Row(row.key(), row.key(), row.rsvps(), row.yes(), row.no(), row.going()))
        .toList();
  }
}
