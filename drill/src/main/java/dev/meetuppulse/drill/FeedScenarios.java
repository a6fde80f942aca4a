package dev.meetuppulse.drill;

import static dev.meetuppulse.drill.UnderLoad.LIMIT;
import static dev.meetuppulse.drill.UnderLoad.STREAM_RATE;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.meetuppulse.cluster.ClusterException;
import dev.meetuppulse.core.rsvp.MemberRemover;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.drill.Scenario.ClusterPart;
import dev.meetuppulse.drill.Scenario.Needs;
import dev.meetuppulse.simulator.SimulatedLine;
import dev.meetuppulse.simulator.Simulator;
import dev.meetuppulse.simulator.SimulatorOptions;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A load that multiplies, and a producer that is killed. */
record FeedScenarios(UnderLoad underLoad) implements ScenarioGroup {
  private static final int BURST_SECONDS = 30;
  private static final double BURST_FACTOR = 20;
  private static final int FEED_SECONDS = 8;

  @Override
  public List<Scenario> scenarios() {
    return List.of(
        scenario(Fault.BURST, Needs.LOAD, this::burst),
        scenario(Fault.FEED_KILL, Needs.NOTHING, this::killFeed));
  }

  private static Scenario scenario(Fault fault, Needs needs, Scenario.Injection injection) {
    return new Scenario(fault.id(), "", Set.of(ClusterPart.INPUT), needs, injection);
  }

  private double burst(Environment here) throws InterruptedException {
    double rate = underLoad.options().rate();
    here.traffic().load().rate(rate * BURST_FACTOR);
    TimeUnit.SECONDS.sleep(BURST_SECONDS);
    here.traffic().load().rate(rate);
    return here.boards().awaitFresh(LIMIT);
  }

  /** The truth is read from the topic: what the producer sent twice is there twice. */
  private double killFeed(Environment here) throws Exception {
    double rate = underLoad.options().rate();
    SimulatorOptions stream =
        here.traffic()
            .nextStream(STREAM_RATE)
            .withRecords(Math.max(underLoad.options().records(), (long) (rate * FEED_SECONDS)));
    Map<Integer, Long> before = here.offsets().ends();
    double seconds = goOn(here, stream, breakOff(here, stream));
    Map<String, Integer> missing = linesOf(here, stream);
    TopicReader.read(
        here.settings(),
        here.settings().text(Setting.KAFKA_TOPIC),
        before,
        here.offsets().ends(),
        record -> {
          here.traffic().truth().accept(record.value(), System.currentTimeMillis());
          missing.computeIfPresent(
              new String(record.value(), UTF_8), (line, count) -> count == 1 ? null : count - 1);
        });
    if (!missing.isEmpty()) {
      here.problem(missing.size() + " lines never reached Kafka");
    }
    return seconds;
  }

  /** Sends half of a stream and kills the producer; returns the lines that Kafka has. */
  private long breakOff(Environment here, SimulatorOptions stream)
      throws IOException, InterruptedException {
    try (FeedProcess first =
        FeedProcess.start(here.settings(), stream, 0, underLoad.options().rate())) {
      Poll.until(() -> first.flushed() >= stream.records() / 2, underLoad.sendingLimit());
      first.kill();
      return first.flushed();
    }
  }

  private double goOn(Environment here, SimulatorOptions stream, long flushed)
      throws IOException, InterruptedException {
    long since = System.currentTimeMillis();
    try (FeedProcess second =
        FeedProcess.start(here.settings(), stream, flushed, underLoad.options().rate())) {
      Poll.until(() -> second.flushed() > flushed, LIMIT);
      double seconds = here.boards().awaitFresh(since, here.offsets().ends(), LIMIT);
      if (!second.await(underLoad.sendingLimit()) || second.flushed() < stream.records()) {
        throw new ClusterException("the second producer did not finish");
      }
      return seconds;
    }
  }

  /** How often each line of a stream must be in the topic. */
  private static Map<String, Integer> linesOf(Environment here, SimulatorOptions stream) {
    Map<String, Integer> lines = new HashMap<>();
    Simulator simulator = new Simulator(stream);
    while (simulator.hasNext()) {
      SimulatedLine line = simulator.next();
      lines.merge(new String(MemberRemover.remove(line.bytes()).line(), UTF_8), 1, Integer::sum);
      here.traffic().streamTime(line.at());
    }
    return lines;
  }
}
