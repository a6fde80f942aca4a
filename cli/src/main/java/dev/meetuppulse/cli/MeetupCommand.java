package dev.meetuppulse.cli;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.feed.EnvironmentProxies;
import dev.meetuppulse.feed.Source;
import dev.meetuppulse.meetup.MeetupOptions;
import dev.meetuppulse.meetup.MeetupSource;
import dev.meetuppulse.meetup.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** From Meetup as it is today. */
@Command(
    name = "meetup",
    header = "Follow the RSVPs of a Meetup Pro network, or of groups, by Meetup's GraphQL API.",
    description = {
      "",
      "Finds upcoming events, reads their RSVPs, newest first, and sends what is new or changed."
          + " What is known is kept in a file, so a restart resumes where it stopped. Meetup no"
          + " longer has a stream, so events are polled, within a budget of points: all of them in"
          + " turn and, if they are many, moving ones (two RSVPs within the hour) in between.",
      "",
      "It needs a Pro subscription and an OAuth client; see docs/MEETUP.md. Members are"
          + " never requested.",
    })
final class MeetupCommand extends FeedCommand.Feed {
  private static final int[] EXAMPLES = {600, 2_000, 6_000, 20_000};
  private static final int EXAMPLE_GROUPS = 300;

  @Option(
      names = "--network",
      paramLabel = "URLNAME",
      arity = "1..*",
      description = "Pro networks, by the last part of their address.")
  private List<String> networks = new ArrayList<>();

  @Option(
      names = "--group",
      paramLabel = "URLNAME",
      arity = "1..*",
      description = "Groups, by the last part of their address.")
  private List<String> groups = new ArrayList<>();

  @Option(
      names = "--days-ahead",
      paramLabel = "N",
      defaultValue = "" + MeetupOptions.DEFAULT_DAYS_AHEAD,
      description = "Watch events from N days before they take place (${DEFAULT-VALUE}).")
  private int daysAhead;

  @Option(
      names = "--every",
      paramLabel = "DURATION",
      defaultValue = "30s",
      description = "How often to poll events, if the points suffice (${DEFAULT-VALUE}).")
  private String every;

  @Option(names = "--forget", description = "Forget which RSVPs are known, and send all again.")
  private boolean forget;

  private CommandSpec spec;

  MeetupCommand(CommandContext context) {
    super(context);
  }

  @Spec
  void spec(CommandSpec command) {
    spec = command;
    command.usageMessage().footer(footer().toArray(String[]::new));
  }

  @Override
  Source source(Settings inForce, Consumer<String> notices) {
    if (networks.isEmpty() && groups.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "missing --network URLNAME or --group URLNAME");
    }
    if (daysAhead < 1 || daysAhead > 3_650) {
      throw new ParameterException(
          spec.commandLine(), "--days-ahead is " + daysAhead + "; allowed: 1 to 3650");
    }
    return new MeetupSource(
        new MeetupOptions(
            inForce, new MeetupOptions.Targets(networks, groups), daysAhead, duration(), forget),
        new EnvironmentProxies(System.getenv()),
        notices);
  }

  private Duration duration() {
    try {
      return Settings.parseDuration(every);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "--every is '" + every + "'; " + e.getMessage(), e);
    }
  }

  private static List<String> footer() {
    int points = Integer.parseInt(Setting.MEETUP_POINTS.defaultValue());
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("How often events are polled with " + points + " points a minute, if one in fifty");
    lines.add(
        "moves, once all have been read (6,000: about two hours) and if an answer takes less");
    lines.add("than 0.3 s. For some minutes after a refusal up to twice as long:");
    for (int events : EXAMPLES) {
      Pace pace = Pace.usual(events, MeetupOptions.DEFAULT_EVERY, points);
      lines.add(String.format(Locale.ROOT, "  %,6d events of a network: %s", events, often(pace)));
    }
    Pace groups = Pace.ofGroups(EXAMPLE_GROUPS, MeetupOptions.DEFAULT_EVERY, points);
    lines.add(
        String.format(Locale.ROOT, "  %,6d groups by --group: %s", EXAMPLE_GROUPS, often(groups)));
    lines.add("");
    lines.add("Examples:");
    lines.add("  scripts/pulse feed meetup --network my-network --settings meetup.yaml");
    lines.add("  scripts/pulse feed meetup --group my-group my-other-group --days-ahead 14");
    lines.add("  scripts/pulse simulator --meetup-api     a network to try it with");
    return lines;
  }

  private static String often(Pace pace) {
    return pace.atMoving() == pace.search()
        ? "every " + time(pace.search())
        : "every " + time(pace.atMoving()) + " if they move, else every " + time(pace.search());
  }

  private static String time(long millis) {
    long seconds = Math.round(millis / 1e3);
    return seconds < 120 ? seconds + " s" : Math.round(seconds / 60.0) + " min";
  }
}
