package dev.meetuppulse.cli;

import dev.meetuppulse.cli.OptionRules.NotWith;
import dev.meetuppulse.simulator.BurstFile;
import dev.meetuppulse.simulator.SimulatorOptions;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of the simulated stream. Equal options give an equal stream. */
final class SimulationOptions {
  /** Lines that a simulator may have to generate again to reach the present, at most. */
  private static final double MAX_PAST_LINES = 2_500_000;

  /** The rate is a mean over a day: at its busiest hours a stream is shorter, else longer. */
  private static final double MARGIN = 2;

  private static final Duration HISTORY = Duration.ofMinutes(10);

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Seed of the stream (${DEFAULT-VALUE}).")
  private long seed;

  @NotWith("--meetup-api")
  @Option(
      names = "--rate",
      defaultValue = "25",
      paramLabel = "N",
      description = "Lines a second, averaged over a day (${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--start",
      paramLabel = "TIME",
      description = "When the stream began, such as 2026-11-23T00:00:00Z.")
  private String start;

  @NotWith("--meetup-api")
  @Option(
      names = "--records",
      paramLabel = "N",
      description = "Stop after N lines; otherwise never.")
  private Long records;

  @Option(
      names = "--groups",
      paramLabel = "N",
      description = "Groups in the simulated world, 100 to 1000000 (10000).")
  private Integer groups;

  @NotWith("--meetup-api")
  @Option(
      names = "--echoes",
      paramLabel = "MEAN",
      description = "Repeats of an RSVP, on average (0.17).")
  private Double echoes;

  @NotWith("--meetup-api")
  @Option(
      names = "--poison",
      paramLabel = "SHARE",
      description = "Share of lines that break a rule, 0 to 1 (0).")
  private Double poison;

  @NotWith("--meetup-api")
  @Option(
      names = "--turnover",
      paramLabel = "FACTOR",
      description = "How many times as fast as in the recordings events come and go (1).")
  private Double turnover;

  @NotWith("--meetup-api")
  @Option(names = "--steady", description = "The same rate at every hour of the day.")
  private boolean steady;

  @NotWith("--meetup-api")
  @Option(
      names = "--bursts",
      paramLabel = "FILE",
      description = "YAML list of bursts of interest: topic, city, start, factor, length.")
  private Path bursts;

  long seed() {
    return seed;
  }

  /** Groups in the simulated world, if an option says how many. */
  OptionalInt groups() {
    return groups == null ? OptionalInt.empty() : OptionalInt.of(groups);
  }

  /** When the simulated time begins, ms since the epoch, if an option sets it. */
  OptionalLong start() {
    return start == null ? OptionalLong.empty() : OptionalLong.of(startTime(0));
  }

  /**
   * The requested stream, which is the same after a restart.
   *
   * @param now the wall clock, ms since the epoch
   * @throws ParameterException if a value is not allowed
   */
  SimulatorOptions stable(long now) {
    return startingAt(stableStart(now));
  }

  /**
   * The requested stream.
   *
   * @param defaultStart when the stream begins if no option says, ms since the epoch
   * @throws ParameterException if a value is not allowed
   */
  SimulatorOptions startingAt(long defaultStart) {
    try {
      SimulatorOptions options = SimulatorOptions.of(seed, startTime(defaultStart), rate);
      options = records == null ? options : options.withRecords(records);
      options = groups == null ? options : options.withGroups(groups);
      options = echoes == null ? options : options.withEchoes(echoes);
      options = poison == null ? options : options.withPoison(poison);
      options = turnover == null ? options : options.withTurnover(turnover);
      options = steady ? options.withDaily(false) : options;
      return bursts == null ? options : options.withBursts(BurstFile.read(bursts, options.start()));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  /**
   * The requested stream, all of it in the past.
   *
   * @param end about when the stream ends if no option says when it begins, ms since the epoch
   * @throws ParameterException if it has no end, or a value is not allowed
   */
  SimulatorOptions endingAt(long end) {
    if (records == null) {
      throw new ParameterException(
          command.commandLine(),
          "--fast and --out need --records: an endless stream can't be sent all at once");
    }
    return startingAt(end - (long) (MARGIN * records / rate * 1000));
  }

  /** As far back as possible without a slow start, and the same for a while. */
  private long stableStart(long now) {
    long before = now - HISTORY.toMillis();
    for (Duration unit : List.of(Duration.ofDays(1), Duration.ofHours(1))) {
      if (unit.toSeconds() * rate <= MAX_PAST_LINES) {
        return before - Math.floorMod(before, unit.toMillis());
      }
    }
    return before - Math.floorMod(before, Duration.ofMinutes(1).toMillis());
  }

  private long startTime(long defaultStart) {
    if (start == null) {
      return defaultStart;
    }
    try {
      return Instant.parse(start).toEpochMilli();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "--start is '" + start + "'; allowed: a time such as 2026-11-23T00:00:00Z");
    }
  }
}
