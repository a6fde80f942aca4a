package dev.meetuppulse.cli;

import dev.meetuppulse.cli.OptionRules.OnlyWith;
import dev.meetuppulse.cli.OptionRules.Range;
import dev.meetuppulse.cluster.Cluster;
import dev.meetuppulse.cluster.ClusterJars;
import dev.meetuppulse.cluster.ClusterShape;
import dev.meetuppulse.drill.Drill;
import dev.meetuppulse.drill.Fault;
import dev.meetuppulse.drill.FaultReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Breaks things under load. */
@Command(
    name = "drill",
    header = "Break a cluster of real processes under load and compare every count with the truth.",
    footer = {
      "",
      "Starts a cluster in a temporary folder, breaks it in each way, and takes it down again.",
      "Exit code 1 if anything was lost, counted twice or wrong.",
      "",
      "Examples:",
      "  scripts/pulse drill",
      "  scripts/pulse drill --fault worker-kill redis-restart --json",
      "  scripts/pulse drill --hosts 3 --fault redis-failover",
      "  scripts/pulse drill --random --minutes 30 --seed 7 --dir /tmp/drill",
    })
final class DrillCommand implements Callable<Integer> {
  /** Workers that each host can run: with one host gone there is room for all. */
  private static final int SLOTS = 2;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Option(
      names = "--fault",
      arity = "1..*",
      split = ",",
      paramLabel = "NAME",
      description = "What to break; by default everything, one after the other.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--random",
      description = "Break two things at a time, chosen at random from those that can go together.")
  private boolean random;

  @OnlyWith("--random")
  @Range(from = 1)
  @Option(
      names = "--minutes",
      defaultValue = "10",
      paramLabel = "N",
      description = "Minutes after which no new fault begins, with --random (${DEFAULT-VALUE}).")
  private int minutes;

  @Range(from = ClusterShape.MIN_HOSTS, to = ClusterShape.MAX_HOSTS)
  @Option(
      names = "--hosts",
      paramLabel = "N",
      description =
          "Spread the cluster over N hosts, 3 to 9, network namespaces of this machine;"
              + " needs root, iproute2 and nftables. Faults that need hosts are skipped without.")
  private Integer hosts;

  @Option(
      names = "--former",
      paramLabel = "JAR",
      description =
          "Topology jar of a former version, for upgrade: its topology counts for a while, then"
              + " this one. Skipped without.")
  private Path former;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Seed of the load, and of --random's choice (${DEFAULT-VALUE}).")
  private long seed;

  @Range(from = 1, to = 100_000)
  @Option(
      names = "--rate",
      defaultValue = "500",
      description = "Records a second (${DEFAULT-VALUE}).")
  private int rate;

  @Range(from = 0)
  @Option(
      names = "--records",
      defaultValue = "3000",
      description = "Records under each fault, at least (${DEFAULT-VALUE}).")
  private long records;

  @Option(
      names = "--dir",
      paramLabel = "FOLDER",
      description =
          "New folder for the cluster, kept with its logs and drill.log, the history; by default it"
              + " is deleted at the end.")
  private Path folder;

  @Option(names = "--json", description = "Print the report as JSON.")
  private boolean json;

  private final CommandContext context;

  DrillCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    List<Fault> faults = faults();
    check();
    List<FaultReport> reports = run(faults);
    print(reports);
    return reports.stream().allMatch(FaultReport::clean) ? 0 : 1;
  }

  private void check() {
    if (folder != null && Cluster.isIn(folder)) {
      throw new ParameterException(
          spec.commandLine(),
          "--dir: there is a cluster in " + folder + " already; name another folder, or delete it");
    }
    if (former != null && !Files.isRegularFile(former)) {
      throw new ParameterException(spec.commandLine(), "--former: there is no file " + former);
    }
  }

  private List<FaultReport> run(List<Fault> faults) throws Exception {
    ClusterJars jars = ClusterJars.of(Path.of(System.getProperty("pulse.home", ".")));
    List<FaultReport> reports = new ArrayList<>();
    Cluster cluster =
        Cluster.create(
            folder != null ? folder : context.directory().directory("cluster"),
            jars,
            hosts == null ? ClusterShape.USUAL : ClusterShape.onHosts(hosts, SLOTS));
    context.cleanup().open(() -> (AutoCloseable) cluster::killAll);
    cluster.up(context::say);
    Drill.Options options = new Drill.Options(seed, rate, records, Optional.ofNullable(former));
    try (Drill drill = new Drill(cluster, options, context::say)) {
      if (random) {
        reports.addAll(drill.runRandom(faults, Duration.ofMinutes(minutes)));
      } else {
        for (Fault fault : faults) {
          reports.addAll(drill.run(fault));
        }
      }
    }
    return reports;
  }

  private void print(List<FaultReport> reports) {
    if (json) {
      context
          .out()
          .println(
              PrettyJson.of(Map.of("faults", reports.stream().map(FaultReport::json).toList())));
    } else {
      reports.forEach(report -> context.out().println(report.line()));
    }
  }

  private List<Fault> faults() {
    if (names.isEmpty()) {
      return Arrays.asList(Fault.values());
    }
    try {
      return names.stream().map(Fault::of).toList();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
