package dev.meetuppulse.bench.loop;

import dev.meetuppulse.bench.job.Job;
import dev.meetuppulse.bench.job.Output;
import dev.meetuppulse.bench.job.Parsers;
import dev.meetuppulse.bench.job.SlidingBoards;
import dev.meetuppulse.core.board.Leaderboard;
import dev.meetuppulse.core.board.Measure;
import dev.meetuppulse.core.rsvp.Outcome;
import dev.meetuppulse.core.rsvp.RsvpParser;
import dev.meetuppulse.core.window.Dictionary;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Totals;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteBufferDeserializer;

/** Runs the job: as many consumer threads as cores, and this one to publish. */
public final class Loop {
  private static final long LOOK_MILLIS = 10;

  private final Job job;
  private final List<Share> shares = new ArrayList<>();
  private volatile boolean running = true;

  private Loop(Job job) {
    this.job = job;
  }

  /**
   * Runs until every record is counted.
   *
   * @param arguments see {@link Job#of}
   */
  public static void main(String[] arguments) throws InterruptedException {
    new Loop(Job.of(arguments)).run();
  }

  private void run() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    int count = Math.min(job.cores(), job.partitions());
    for (int i = 0; i < count; i++) {
      int index = i;
      Share share = new Share();
      shares.add(share);
      List<TopicPartition> own =
          IntStream.range(0, job.partitions())
              .filter(partition -> partition % count == index)
              .mapToObj(partition -> new TopicPartition(job.topic(), partition))
              .toList();
      threads.add(new Thread(() -> consume(own, share), "consumer-" + i));
    }
    threads.forEach(Thread::start);
    publish();
    running = false;
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void consume(List<TopicPartition> partitions, Share share) {
    RsvpParser parser = Parsers.open();
    try (KafkaConsumer<ByteBuffer, ByteBuffer> consumer = new KafkaConsumer<>(properties())) {
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      while (running) {
        ConsumerRecords<ByteBuffer, ByteBuffer> polled = consumer.poll(Duration.ofMillis(100));
        long now = System.currentTimeMillis();
        synchronized (share) {
          for (ConsumerRecord<ByteBuffer, ByteBuffer> record : polled) {
            Outcome outcome = parse(parser, record.value(), now);
            if (outcome != null) {
              share.count(outcome);
            }
          }
        }
      }
    }
  }

  private static Outcome parse(RsvpParser parser, ByteBuffer value, long now) {
    int from = value.arrayOffset() + value.position();
    return parser.parse(value.array(), from, from + value.remaining(), 0, now);
  }

  private Properties properties() {
    Properties properties = new Properties();
    properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, job.bootstrap());
    properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteBufferDeserializer.class);
    properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteBufferDeserializer.class);
    properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, Job.FETCH_BYTES);
    properties.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, Job.SOCKET_BYTES);
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Job.POLL_RECORDS);
    return properties;
  }

  private void publish() throws InterruptedException {
    Output output = new Output(job);
    long last = System.nanoTime();
    while (!output.done()) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      long received = 0;
      long clock = 0;
      for (Share share : shares) {
        synchronized (share) {
          received += share.received();
          clock = Math.max(clock, share.clock());
        }
      }
      long passed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - last);
      if (received >= job.records() || passed >= Job.PUBLISH_MILLIS && received > 0) {
        last = System.nanoTime();
        output.publish(received, clock, boards(clock));
      }
    }
  }

  private Map<Dimension, Leaderboard.Top> boards(long clock) {
    Dictionary keys = new Dictionary(SlidingBoards.DIMENSIONS);
    Map<Dimension, Totals> sums = new EnumMap<>(Dimension.class);
    SlidingBoards.DIMENSIONS.forEach(dimension -> sums.put(dimension, new Totals()));
    for (Share share : shares) {
      synchronized (share) {
        share.addTo(keys, sums, clock);
      }
    }
    Map<Dimension, Leaderboard.Top> boards = new EnumMap<>(Dimension.class);
    sums.forEach(
        (dimension, totals) ->
            boards.put(
                dimension, Leaderboard.top(totals, keys.keys(dimension), Job.TOP, Measure.RSVPS)));
    return boards;
  }
}
