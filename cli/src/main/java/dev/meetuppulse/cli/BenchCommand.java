package dev.meetuppulse.cli;

import dev.meetuppulse.cli.OptionRules.Range;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Starts the measuring process, which is in a module of its own: what it runs brings the libraries
 * of other engines, and nothing else should have to load them.
 */
@Command(
    name = "bench",
    header = "Measure the same job on Meetup Pulse and on other engines, side by side.",
    description = {
      "",
      "Fills a Kafka topic with simulated records once, then has each engine count distinct RSVPs"
          + " by city and topic over five minutes, in its own JVM with the same"
          + " flags and cores, and checks its boards against the generator's. With all engines it takes"
          + " about half an hour and 5 GB of disk; the first time, Maven downloads the engines."
    },
    footer = {
      "",
      "Exit code 1 if an engine gave no answer or a wrong one.",
      "",
      "Examples:",
      "  scripts/pulse bench",
      "  scripts/pulse bench --engine pulse,loop --records 500000 --runs 1 --json",
    })
final class BenchCommand implements Callable<Integer> {
  private static final List<String> OURS_AND_LOOP =
      List.of("pulse", "pulse-trends", "pulse-all", "loop", "loop-jackson");

  /** Those that read lines with Jackson's parser, as their users would, or with ours. */
  private static final List<String> OTHERS =
      List.of(
          "flink-partitioned",
          "flink-preaggregated",
          "flink-keyed",
          "storm-stock",
          "spark",
          "kafka-streams");

  /** Another name for the pre-aggregated one, which is how one would write it. */
  private static final String FLINK = "flink";

  private static final String SCANNER = "-scanner";

  private final CommandContext context;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Option(
      names = "--engine",
      split = ",",
      arity = "1..*",
      paramLabel = "NAME",
      description =
          "Which to measure: pulse (counting what the others count), pulse-trends (looking"
              + " for trends too), pulse-all (all dimensions and windows as well),"
              + " flink-partitioned, flink-preaggregated (or flink), flink-keyed, storm-stock,"
              + " spark, kafka-streams, loop (no engine). Other engines read lines with Jackson's"
              + " parser, as their users would; append -scanner to use Meetup Pulse's. loop uses"
              + " Meetup Pulse's, loop-jackson Jackson's. By default all of these, and"
              + " flink-partitioned and flink-preaggregated both ways.")
  private List<String> engines = List.of();

  @Range(from = 1)
  @Option(
      names = "--records",
      paramLabel = "N",
      defaultValue = "3000000",
      description = "Records in the topic (${DEFAULT-VALUE}).")
  private long records;

  @Range(from = 1, to = 1024)
  @Option(
      names = "--partitions",
      paramLabel = "N",
      defaultValue = "4",
      description = "Partitions of the topic (${DEFAULT-VALUE}).")
  private int partitions;

  @Range(from = 1)
  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "3",
      description = "Runs of each engine, interleaved; the table has medians (${DEFAULT-VALUE}).")
  private int runs;

  @Range(from = 1)
  @Option(
      names = "--cores",
      paramLabel = "N",
      description = "Cores that an engine may use; by default all.")
  private int cores = Runtime.getRuntime().availableProcessors();

  @Option(names = "--json", description = "Print the figures as JSON; the table is on stderr.")
  private boolean json;

  BenchCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    check();
    Path home = Path.of(System.getProperty("pulse.checkout", "."));
    Path harness = home.resolve("bench/harness/target");
    if (!Files.isDirectory(harness.resolve("lib"))) {
      throw new Failure(
          "the engines are not built; run it as 'scripts/pulse bench', in a checkout");
    }
    Process process = start(home, harness);
    context.cleanup().open(() -> (AutoCloseable) () -> stop(process));
    return process.waitFor() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private void check() {
    for (String engine : engines) {
      if (!exists(engine)) {
        throw new ParameterException(
            spec.commandLine(),
            "there is no engine '"
                + engine
                + "'; there are "
                + String.join(", ", OURS_AND_LOOP)
                + ", and with or without -scanner "
                + String.join(", ", OTHERS));
      }
    }
  }

  private static boolean exists(String engine) {
    String plain =
        engine.endsWith(SCANNER) ? engine.substring(0, engine.length() - SCANNER.length()) : engine;
    return OURS_AND_LOOP.contains(engine) || OTHERS.contains(plain) || plain.equals(FLINK);
  }

  private Process start(Path home, Path harness) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-Xmx2g", "-XX:+UseParallelGC", "-XX:-UsePerfData", "-XX:+ExitOnOutOfMemoryError"));
    command.add("-Dpulse.home=" + home);
    command.add("-Djava.io.tmpdir=" + context.directory().directory("bench"));
    command.add("-cp");
    command.add(harness.resolve("classes") + ":" + harness.resolve("lib") + "/*");
    command.add("dev.meetuppulse.bench.harness.Harness");
    command.addAll(
        Arrays.asList(
            "--records",
            Long.toString(records),
            "--partitions",
            Integer.toString(partitions),
            "--runs",
            Integer.toString(runs),
            "--cores",
            Integer.toString(cores)));
    if (!engines.isEmpty()) {
      command.addAll(List.of("--engine", String.join(",", engines)));
    }
    if (json) {
      command.add("--json");
    }
    return new ProcessBuilder(command).inheritIO().start();
  }

  private static void stop(Process process) throws InterruptedException {
    process.destroy();
    process.waitFor();
  }
}
