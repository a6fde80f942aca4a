package dev.meetuppulse.cli;

import dev.meetuppulse.core.trend.TrendOptions;
import dev.meetuppulse.simulator.trends.CurveDrawing;
import dev.meetuppulse.simulator.trends.CurveSweep;
import dev.meetuppulse.simulator.trends.Evaluation;
import dev.meetuppulse.simulator.trends.Plan;
import dev.meetuppulse.simulator.trends.Score;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Compares detectors on simulated bursts. */
@Command(
    name = "evaluate",
    header =
        "Detect simulated bursts, by surprise and by simpler detectors, and score the results.",
    description = {
      "",
      "Simulates streams with bursts of known topics and measures how many bursts each detector"
          + " finds, how soon, and its false alarms per hour. An alarm for a topic that is trending"
          + " because it shares groups with a bursting one is not false, but finds no burst.",
      "",
      "With --svg it measures each detector at many levels of strictness, at rates from 0.02 to 200 RSVPs"
          + " a second, with bursts of 2 to 10 times the usual rate that last ten minutes, two hours"
          + " or a day, everywhere or in one city; and, for comparison, an oracle that knows when and"
          + " where to look. Of the other options only --seed, --runs and --json count then. It"
          + " takes some minutes."
    },
    footer = {
      "",
      "Examples:",
      "  scripts/pulse trends evaluate",
      "  scripts/pulse trends evaluate --seed 100 --runs 4 --json",
      "  scripts/pulse trends evaluate --no-bursts --weekly --hours 500",
      "  scripts/pulse trends evaluate --svg curves.svg",
    })
final class TrendsEvaluateCommand implements Callable<Integer> {
  private static final double SHARE = 0.01;
  private static final double LOCAL_SHARE = 0.001;
  private static final int RUNS = 10;
  private static final int EVERY_MINUTES = 30;
  private static final int GAP_MINUTES = 5;

  private final CommandContext context;

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
      paramLabel = "N",
      description = "Runs, each in its own simulated world (" + RUNS + "; with --svg 1).")
  private Integer runs;

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
      description = "Rate in a burst, times the usual (${DEFAULT-VALUE}).")
  private double factor;

  @Option(
      names = "--minutes",
      defaultValue = "10",
      paramLabel = "N",
      description = "Length of a burst (${DEFAULT-VALUE}).")
  private int minutes;

  @Option(names = "--local", description = "Topics burst within one city, and are watched there.")
  private boolean local;

  @Option(
      names = "--share",
      paramLabel = "SHARE",
      description =
          "Only topics with this share of RSVPs or more burst ("
              + SHARE
              + "; with --local "
              + LOCAL_SHARE
              + ").")
  private Double share;

  @Option(
      names = "--echoes",
      defaultValue = "0.17",
      paramLabel = "MEAN",
      description = "Repeats of an RSVP, on average (${DEFAULT-VALUE}).")
  private double echoes;

  @Option(
      names = "--weekly",
      description = "The traffic follows the days of the week as well as the hours of the day.")
  private boolean weekly;

  @Option(names = "--no-bursts", description = "Only the usual traffic: every alarm is false.")
  private boolean noBursts;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "Draw recall and delay against false alarms, at many rates, to this file.")
  private Path svg;

  @Option(names = "--json", description = "Print the figures as JSON.")
  private boolean json;

  TrendsEvaluateCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    check();
    if (svg != null) {
      sweep();
      return 0;
    }
    List<Score> scores =
        new Evaluation(plan(), TrendOptions.DEFAULTS)
            .run(done -> context.say("seed " + done + " is done"));
    context.out().print(json ? TrendFigures.json(scores) : TrendFigures.table(scores));
    return 0;
  }

  private void sweep() {
    List<CurveSweep.SettingScores> results = new ArrayList<>();
    // Draws at once, so that a file that can't be written is noticed before minutes are spent; and
    // after each result, so that something is left if it is stopped.
    draw(results);
    new CurveSweep(seed, runs == null ? 1 : runs, TrendOptions.DEFAULTS)
        .run(
            result -> {
              results.add(result);
              draw(results);
              context.say(TrendFigures.name(result.setting()) + " is done");
            });
    context.out().print(json ? TrendFigures.sweepJson(results) : TrendFigures.sweepTable(results));
  }

  private void draw(List<CurveSweep.SettingScores> results) {
    try {
      Files.writeString(svg, CurveDrawing.of(results));
    } catch (IOException e) {
      throw new Failure("can't write " + svg + "; name a file in a folder that can be written", e);
    }
  }

  private void check() {
    int count = runs == null ? 1 : runs;
    if (count < 1
        || count > 10_000
        || hours < 1
        || hours > 1_000
        || minutes < 1
        || minutes > 1440) {
      throw new ParameterException(
          spec.commandLine(), "allowed: --runs 1 to 10000, --hours 1 to 1000, --minutes 1 to 1440");
    }
    double least = share == null ? SHARE : share;
    if (!(rate > 0 && rate <= 10_000 && factor > 1 && factor <= 1_000)
        || !(least >= 0 && least <= 0.1 && echoes >= 0 && echoes <= 100)) {
      throw new ParameterException(
          spec.commandLine(),
          "allowed: --rate above 0 to 10000, --factor above 1 to 1000, --share 0 to 0.1,"
              + " --echoes 0 to 100");
    }
  }

  private Plan plan() {
    double least = share != null ? share : local ? LOCAL_SHARE : SHARE;
    return new Plan(
        LongStream.range(seed, seed + (runs == null ? RUNS : runs)).boxed().toList(),
        new Plan.UsualTraffic(rate, echoes, weekly),
        new Plan.Bursts(
            noBursts ? List.of() : List.of(factor),
            Duration.ofMinutes(minutes),
            Duration.ofMinutes(Math.max(EVERY_MINUTES, minutes + GAP_MINUTES)),
            new Plan.BurstTargets(local, least)),
        new Plan.Timeline(Duration.ofHours(1), Duration.ofHours(hours), Duration.ofSeconds(1)));
  }
}
