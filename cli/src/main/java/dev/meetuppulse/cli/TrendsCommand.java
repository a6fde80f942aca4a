package dev.meetuppulse.cli;

import dev.meetuppulse.core.trend.TrendOptions;
import dev.meetuppulse.simulator.TrendEvaluation;
import dev.meetuppulse.simulator.TrendEvaluation.Plan;
import dev.meetuppulse.simulator.TrendEvaluation.Score;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Commands on trends. */
@Command(
    name = "trends",
    header = "Measure how well rising topics are found.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example:", "  scripts/pulse trends evaluate --json"})
final class TrendsCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say which: evaluate");
  }

  /** Compares detectors on simulated bursts. */
  @Command(
      name = "evaluate",
      header = "Find simulated bursts, by surprise and in plainer ways, and say how well it went.",
      description = {
        "",
        "Simulates streams with bursts of known topics and counts which of them each way of finding"
            + " trends finds, how soon, and how often it cries wolf. An alarm for a topic that"
            + " truly rises because it shares groups with a bursting one is right, but finds"
            + " nothing."
      },
      footer = {
        "",
        "Examples:",
        "  scripts/pulse trends evaluate",
        "  scripts/pulse trends evaluate --seed 100 --runs 4 --json",
        "  scripts/pulse trends evaluate --no-bursts --hours 24",
      })
  static final class Evaluate implements Callable<Integer> {
    private final Host host;

    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;

    @Option(
        names = "--seed",
        defaultValue = "1",
        paramLabel = "N",
        description = "Seed of the first run; the others follow (${DEFAULT-VALUE}).")
    private long seed;

    @Option(
        names = "--runs",
        defaultValue = "10",
        paramLabel = "N",
        description = "Runs, each in a world of its own (${DEFAULT-VALUE}).")
    private int runs;

    @Option(
        names = "--hours",
        defaultValue = "6",
        paramLabel = "N",
        description = "Simulated hours of a run, after an hour to warm up (${DEFAULT-VALUE}).")
    private int hours;

    @Option(
        names = "--rate",
        defaultValue = "20",
        paramLabel = "N",
        description = "RSVPs a second (${DEFAULT-VALUE}).")
    private double rate;

    @Option(
        names = "--factor",
        defaultValue = "3",
        paramLabel = "N",
        description = "Times the usual rate in a burst (${DEFAULT-VALUE}).")
    private double factor;

    @Option(
        names = "--minutes",
        defaultValue = "10",
        paramLabel = "N",
        description = "Length of a burst (${DEFAULT-VALUE}).")
    private int minutes;

    @Option(
        names = "--share",
        defaultValue = "0.01",
        paramLabel = "SHARE",
        description = "Only topics with this share of RSVPs or more burst (${DEFAULT-VALUE}).")
    private double share;

    @Option(
        names = "--echoes",
        defaultValue = "0.17",
        paramLabel = "MEAN",
        description = "How often an RSVP comes again, on average (${DEFAULT-VALUE}).")
    private double echoes;

    @Option(names = "--no-bursts", description = "Only the usual traffic: every alarm is false.")
    private boolean noBursts;

    @Option(names = "--json", description = "Print the figures as JSON.")
    private boolean json;

    Evaluate(Host host) {
      this.host = host;
    }

    @Override
    public Integer call() {
      List<Score> scores =
          new TrendEvaluation(plan(), TrendOptions.DEFAULTS)
              .run(done -> host.say("seed " + done + " is done"));
      host.out().print(json ? json(scores) : table(scores));
      return 0;
    }

    private Plan plan() {
      if (runs < 1 || runs > 10_000 || hours < 1 || hours > 1_000 || minutes < 1 || minutes > 25) {
        throw new ParameterException(
            spec.commandLine(), "allowed: --runs 1 to 10000, --hours 1 to 1000, --minutes 1 to 25");
      }
      if (!(rate > 0 && rate <= 10_000 && factor > 1 && factor <= 1_000)
          || !(share >= 0 && share <= 0.1 && echoes >= 0 && echoes <= 100)) {
        throw new ParameterException(
            spec.commandLine(),
            "allowed: --rate above 0 to 10000, --factor above 1 to 1000, --share 0 to 0.1,"
                + " --echoes 0 to 100");
      }
      return new Plan(
          LongStream.range(seed, seed + runs).boxed().toList(),
          rate,
          hours,
          factor,
          Duration.ofMinutes(minutes),
          Duration.ofMinutes(30),
          share,
          echoes,
          !noBursts);
    }

    private static String json(List<Score> scores) {
      return Json.pretty(Map.of("detectors", scores.stream().map(Evaluate::figures).toList()))
          + "\n";
    }

    private static Map<String, Object> figures(Score score) {
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("detector", score.detector());
      figures.put("bursts", score.bursts());
      figures.put("found", score.found());
      figures.put("recall", score.recall());
      figures.put("precision", score.precision());
      figures.put("medianDelaySeconds", score.found() == 0 ? null : score.medianDelaySeconds());
      figures.put("falseAlarms", score.falseAlarms());
      figures.put("falseAlarmsPerHour", score.falseAlarmsPerHour());
      figures.put("carried", score.carried());
      figures.put("hours", score.hours());
      return figures;
    }

    private static String table(List<Score> scores) {
      StringBuilder table =
          new StringBuilder(
              String.format(
                  "%-24s %6s %6s %9s %8s %14s %7s%n",
                  "way", "bursts", "recall", "precision", "delay", "false an hour", "carried"));
      for (Score score : scores) {
        table.append(
            String.format(
                Locale.ROOT,
                "%-24s %6d %6.2f %9.2f %8s %14.2f %7d%n",
                score.detector(),
                score.bursts(),
                score.recall(),
                score.precision(),
                score.found() == 0 ? "-" : Math.round(score.medianDelaySeconds()) + " s",
                score.falseAlarmsPerHour(),
                score.carried()));
      }
      return table.toString();
    }
  }
}
