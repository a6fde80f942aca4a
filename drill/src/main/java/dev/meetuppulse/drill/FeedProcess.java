package dev.meetuppulse.drill;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.feed.FeedProducer;
import dev.meetuppulse.feed.Line;
import dev.meetuppulse.simulator.Simulator;
import dev.meetuppulse.simulator.SimulatorOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A producer in a process of its own, to be killed. It reports up to which line Kafka has
 * everything, so that another can continue from there; what was sent beyond that is sent again.
 */
public final class FeedProcess implements AutoCloseable {
  private static final int LINES_A_FLUSH = 100;

  private static final List<Setting> SETTINGS =
      List.of(Setting.KAFKA_BOOTSTRAP, Setting.KAFKA_TOPIC, Setting.KAFKA_DEAD_LETTERS);

  private final Process process;
  private volatile long flushed;

  private FeedProcess(Process process, long skipped) {
    this.process = process;
    this.flushed = skipped;
    Thread reader = new Thread(this::read, "feed-process");
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts one.
   *
   * @param skip lines of the stream that Kafka has
   * @param rate lines a second
   */
  static FeedProcess start(Settings settings, SimulatorOptions stream, long skip, double rate)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Dstream.seed=" + stream.seed(),
                "-Dstream.start=" + stream.start(),
                "-Dstream.rate=" + stream.rate(),
                "-Dstream.records=" + stream.records(),
                "-Dstream.groups=" + stream.groups(),
                "-Dskip=" + skip,
                "-Drate=" + rate));
    SETTINGS.forEach(each -> command.add("-D" + each.key() + "=" + settings.text(each)));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), FeedProcess.class.getName()));
    return new FeedProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start(), skip);
  }

  public static void main(String[] args) throws InterruptedException {
    Map<Setting, String> values = new EnumMap<>(Setting.class);
    SETTINGS.forEach(each -> values.put(each, System.getProperty(each.key())));
    Settings settings = Settings.of(values);
    SimulatorOptions stream =
        SimulatorOptions.of(
                Long.getLong("stream.seed"),
                Long.getLong("stream.start"),
                Double.parseDouble(System.getProperty("stream.rate")))
            .withRecords(Long.getLong("stream.records"))
            .withGroups(Integer.getInteger("stream.groups"))
            .withDaily(false);
    long skip = Long.getLong("skip");
    double rate = Double.parseDouble(System.getProperty("rate"));
    PrintStream out = System.out;
    System.setOut(System.err);
    Simulator simulator = new Simulator(stream);
    try (FeedProducer producer = FeedProducer.open(settings, line -> {})) {
      long began = System.nanoTime();
      while (simulator.hasNext()) {
        byte[] line = simulator.next().bytes();
        long number = simulator.emitted();
        if (number <= skip) {
          continue;
        }
        producer.accept(Line.of(line));
        if (number % LINES_A_FLUSH == 0 || !simulator.hasNext()) {
          producer.flush();
          out.println(number);
        }
        long early = (long) ((number - skip) / rate * 1e9) - (System.nanoTime() - began);
        if (early > 0) {
          TimeUnit.NANOSECONDS.sleep(early);
        }
      }
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        flushed = Long.parseLong(line);
      }
    } catch (IOException | NumberFormatException e) {
      // It was killed in the middle of a line: what it reported before is valid.
      return;
    }
  }

  /** Lines of the stream that Kafka has for certain. */
  long flushed() {
    return flushed;
  }

  /** False if it does not end by itself in time. */
  boolean await(Duration limit) throws InterruptedException {
    return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    kill();
  }

  void kill() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
