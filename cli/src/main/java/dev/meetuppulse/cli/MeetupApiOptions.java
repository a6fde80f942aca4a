package dev.meetuppulse.cli;

import dev.meetuppulse.cli.OptionRules.OnlyWith;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.simulator.meetup.ApiFault;
import dev.meetuppulse.simulator.meetup.ApiOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of the mock Meetup API. */
@OnlyWith("--meetup-api")
final class MeetupApiOptions {
  private static final int DEFAULT_GROUPS = 300;
  private static final Duration DEFAULT_LENGTH = Duration.ofMinutes(10);

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--meetup-api",
      description = "Serve a mock Meetup API (GraphQL) instead of a stream.")
  private boolean wanted;

  @Option(
      names = "--events",
      paramLabel = "N",
      defaultValue = "2000",
      description = "Upcoming events of the API's network (${DEFAULT-VALUE}).")
  private int events;

  @Option(
      names = "--rsvps",
      paramLabel = "N",
      defaultValue = "200",
      description = "RSVPs an hour of the API's time, new or changed (${DEFAULT-VALUE}).")
  private double rsvps;

  @Option(
      names = "--speed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Simulated seconds per real second; the budget and the tokens' expiry follow the API's"
              + " time (${DEFAULT-VALUE}).")
  private int speed;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description =
          "How long RSVPs come, in real time; then the API only answers. 10m if --speed is given,"
              + " else without limit.")
  private String length;

  @Option(
      names = "--points",
      paramLabel = "N",
      defaultValue = "500",
      description = "Points that a client may use in 60 s of the API's time (${DEFAULT-VALUE}).")
  private int points;

  @Option(
      names = "--faults",
      paramLabel = "LIST",
      defaultValue = "none",
      description =
          "How the API misbehaves: all, none, or some of"
              + " shifts,totals,nulls,series,network,online,throttle,tokens,slow,cuts,poison,tokenserver,dates"
              + " (${DEFAULT-VALUE}). poison: for the first 2h of the API's time, at most half of it,"
              + " some events, asked for by id, lead to a 500 or to null; tokenserver: where a token is refreshed, pages instead of"
              + " answers; dates: answers of the day before or after.")
  private String faults;

  @Option(
      names = "--access",
      paramLabel = "FOLDER",
      description =
          "Write the client's key and settings there; otherwise they are deleted at the end.")
  private Path access;

  boolean isWanted() {
    return wanted;
  }

  Optional<Path> access() {
    return Optional.ofNullable(access);
  }

  /**
   * The requested API.
   *
   * @param now ms since the epoch
   * @throws ParameterException if a value is not allowed
   */
  ApiOptions of(SimulationOptions simulation, long now) {
    try {
      boolean endless = length == null && speed == 1;
      Duration inLife = length == null ? DEFAULT_LENGTH : Settings.parseDuration(length);
      Duration simulated = endless ? Duration.ofDays(36_500) : inLife.multipliedBy(speed);
      // At its end the API's time has come up to the clock: no RSVP is ever of the future.
      long start = endless ? now : now + inLife.toMillis() - simulated.toMillis();
      return new ApiOptions(
          simulation.seed(),
          simulation.groups().orElse(Math.min(DEFAULT_GROUPS, events)),
          events,
          rsvps,
          new ApiOptions.WorldTime(simulation.start().orElse(start), speed, simulated),
          points,
          ApiFault.parse(faults));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }
}
