package dev.meetuppulse.bench.harness;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.meetuppulse.bench.job.Job;
import dev.meetuppulse.cluster.embedded.Cleanup;
import dev.meetuppulse.cluster.embedded.EmbeddedKafka;
import dev.meetuppulse.cluster.embedded.RunDirectory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The process that {@code scripts/pulse bench} runs. */
@Command(name = "pulse bench")
public final class Harness implements Callable<Integer> {
  private final PrintStream out;

  @Option(names = "--engine", split = ",")
  private List<String> engines = Contestant.byDefault();

  @Option(names = "--records")
  private long records;

  @Option(names = "--partitions")
  private int partitions;

  @Option(names = "--runs")
  private int runs;

  @Option(names = "--cores")
  private int cores;

  @Option(names = "--json")
  private boolean json;

  private Harness(PrintStream out) {
    this.out = out;
  }

  /** Runs and ends the process with its exit code. */
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.setOut(System.err);
    int code =
        new CommandLine(new Harness(out))
            .setParameterExceptionHandler(
                (error, given) -> {
                  System.err.println("pulse bench: " + error.getMessage());
                  return CommandLine.ExitCode.USAGE;
                })
            .execute(arguments);
    out.flush();
    System.exit(code);
  }

  @Override
  public Integer call() throws Exception {
    List<Contestant> asked = asked();
    List<Run> done = new ArrayList<>();
    try (Cleanup cleanup = new Cleanup(System.err::println)) {
      RunDirectory directory =
          cleanup.open(() -> RunDirectory.in(Path.of(System.getProperty("java.io.tmpdir"))));
      EmbeddedKafka kafka =
          cleanup.open(() -> EmbeddedKafka.start(directory.directory("kafka"), 0));
      long began = System.nanoTime();
      Topic topic = Topic.fill(kafka.bootstrap(), partitions, records);
      say(
          "%,d records of %,d bytes, naming %,d topics, are in %d partitions (%.0f s)",
          records,
          topic.bytes() / Math.max(1, records),
          topic.topics(),
          partitions,
          (System.nanoTime() - began) / 1e9);
      Topic.readOnce(kafka.bootstrap(), partitions, records);
      List<Contestant> turns = new ArrayList<>(asked);
      for (int number = 1; number <= runs; number++) {
        for (Contestant contestant : turns) {
          done.add(measure(cleanup, directory, kafka, topic, contestant, number));
        }
        // So that no engine is always first, or always follows the same one.
        Collections.rotate(turns, -1);
      }
    }
    Table table = new Table(done);
    System.err.println();
    System.err.print(table.markdown());
    if (json) {
      print(table, done);
    }
    return done.stream().allMatch(Run::correct) ? 0 : 1;
  }

  private List<Contestant> asked() {
    try {
      return engines.stream().map(Contestant::of).distinct().toList();
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(new CommandLine(this), e.getMessage(), e);
    }
  }

  private Run measure(
      Cleanup cleanup,
      RunDirectory directory,
      EmbeddedKafka kafka,
      Topic topic,
      Contestant contestant,
      int number)
      throws Exception {
    Job job =
        new Job(
            contestant.engine().id(),
            kafka.bootstrap(),
            Topic.NAME,
            partitions,
            records,
            cores,
            directory.directory(contestant.id() + "-" + number),
            "");
    Run run =
        new EngineRun(
                Path.of(System.getProperty("pulse.home")), cleanup, topic, contestant, number, job)
            .measure();
    if (run.answered()) {
      say(
          "%d/%d %-27s %,9.0f records/s whole, %,9.0f steady, %5.1f CPU-s per million, %,6.0f MB, %s",
          number,
          runs,
          contestant.id(),
          run.recordsPerSecond(),
          run.steadyRecordsPerSecond(),
          run.cpuSecondsPerMillion(),
          run.peakMemoryMb(),
          run.correct() ? "right" : "WRONG");
    } else {
      say("%d/%d %-27s %s", number, runs, contestant.id(), run.problem());
    }
    return run;
  }

  private void print(Table table, List<Run> done) throws IOException {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("records", records);
    report.put("partitions", partitions);
    report.put("cores", cores);
    report.put("runs", done);
    report.put("medians", table.medians().values());
    report.put("ratios", table.ratios());
    out.println(
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(report));
  }

  private static void say(String format, Object... values) {
    System.err.println(String.format(Locale.ROOT, format, values));
  }
}
