package dev.meetuppulse.drill;

import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.simulator.SimulatedLine;
import dev.meetuppulse.simulator.Simulator;
import dev.meetuppulse.simulator.SimulatorOptions;
import dev.meetuppulse.simulator.Truth;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The records sent to one environment, and the truth about them. Both add up from one load to the
 * next: each continues in stream time where the one before ended.
 */
final class Traffic implements AutoCloseable {
  private static final int GROUPS = 2_000;

  private final Settings settings;
  private final long seed;
  private final Truth truth = new Truth(Set.of("us"));
  private volatile long streamTime;
  private int loads;
  private volatile Load load;

  /**
   * @param streamTime when the stream begins, ms since the epoch
   */
  Traffic(Settings settings, long seed, long streamTime) {
    this.settings = settings;
    this.seed = seed;
    this.streamTime = streamTime;
  }

  /** The right counts and boards for all that was sent. */
  Truth truth() {
    return truth;
  }

  /**
   * Begins to send.
   *
   * @param rate lines a second
   * @param streamRate lines a second of stream time
   * @param poison share of lines that break a rule
   */
  Load load(double rate, double streamRate, double poison) throws InterruptedException {
    Simulator simulator = new Simulator(nextStream(streamRate).withPoison(poison));
    return load(rate, () -> accept(simulator.next()));
  }

  /** As {@link #load(double, double, double)}, but most lines are changed beyond recognition. */
  Load mutatedLoad(double rate, double streamRate) throws InterruptedException {
    SimulatorOptions stream = nextStream(streamRate);
    Simulator simulator = new Simulator(stream);
    Mutations mutations = new Mutations(stream.seed());
    return load(rate, () -> accept(mutations.mutate(simulator.next().bytes())));
  }

  private Load load(double rate, Supplier<byte[]> lines) throws InterruptedException {
    load = new Load(settings, lines, this::accept, rate);
    return load;
  }

  private byte[] accept(byte[] line) {
    truth.accept(line, System.currentTimeMillis());
    streamTime(truth.clock());
    return line;
  }

  private byte[] accept(SimulatedLine line) {
    truth.accept(line);
    streamTime(line.at());
    return line.bytes();
  }

  synchronized SimulatorOptions nextStream(double streamRate) {
    return SimulatorOptions.of(seed + loads++, streamTime + 1_000, streamRate)
        .withGroups(GROUPS)
        .withDaily(false);
  }

  /** Takes in that the stream has come to this time, ms since the epoch. */
  void streamTime(long millis) {
    streamTime = Math.max(streamTime, millis);
  }

  /** The load that runs or ran last; null before the first. */
  Load load() {
    return load;
  }

  @Override
  public void close() {
    if (load != null) {
      load.close();
    }
  }
}
