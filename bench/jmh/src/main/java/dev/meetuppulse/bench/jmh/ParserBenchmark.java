package dev.meetuppulse.bench.jmh;

import dev.meetuppulse.core.rsvp.Outcome;
import dev.meetuppulse.core.rsvp.RsvpParser;
import dev.meetuppulse.simulator.Simulator;
import dev.meetuppulse.simulator.SimulatorOptions;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Setup;

/** One line of the simulator, of about 1.4 KB. */
@Fork(
    value = 1,
    jvmArgs = {"-Xmx2g", "-XX:+UseParallelGC"})
public class ParserBenchmark extends NanosBenchmark {
  private static final int LINES = 50_000;

  private final byte[][] usual = new byte[LINES][];
  private final byte[][] spaced = new byte[LINES][];
  private final RsvpParser parser = new RsvpParser();
  private int next;

  @Setup
  public void makeLines() {
    Simulator simulator = new Simulator(SimulatorOptions.of(4, START, 2_500).withDaily(false));
    for (int i = 0; i < LINES; i++) {
      usual[i] = simulator.next().bytes();
      spaced[i] =
          (new String(usual[i], StandardCharsets.UTF_8) + " ").getBytes(StandardCharsets.UTF_8);
    }
  }

  /** As Meetup wrote them: the scanner reads them, and knows most groups. */
  @Benchmark
  public Outcome usualLine() {
    next = (next + 1) % LINES;
    return parser.parse(usual[next], 0, START + 1_000_000_000L);
  }

  /** With a space that Meetup did not send: the JSON parser reads all of it. */
  @Benchmark
  public Outcome lineForTheJsonParser() {
    next = (next + 1) % LINES;
    return parser.parse(spaced[next], 0, START + 1_000_000_000L);
  }
}
