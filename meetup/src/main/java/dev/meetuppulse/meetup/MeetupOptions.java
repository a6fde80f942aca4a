package dev.meetuppulse.meetup;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.feed.FeedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Options of polling: the targets, the frequency and the account.
 *
 * @param settings {@code meetup.*}
 * @param targets whose events
 * @param daysAhead events are watched from this many days before they take place
 * @param every how often an event is asked whose RSVPs move
 * @param forget whether what is known from before is forgotten, so that all is read again
 */
public record MeetupOptions(
    Settings settings, Targets targets, int daysAhead, Duration every, boolean forget) {
  public static final int DEFAULT_DAYS_AHEAD = 60;
  public static final Duration DEFAULT_EVERY = Duration.ofSeconds(30);

  private static final Path STATE_FOLDER = Path.of("meetup-pulse");

  /**
   * Whose events are watched.
   *
   * @param networks urlnames of Pro networks
   * @param groups urlnames of groups
   */
  public record Targets(List<String> networks, List<String> groups) {
    @Override
    public String toString() {
      return Stream.concat(
              networks.stream().sorted().map(name -> "network " + name),
              groups.stream().sorted().map(name -> "group " + name))
          .collect(Collectors.joining(", "));
    }

    /** False for a group that is not among them; a network's groups are not known by name. */
    boolean mayHave(String group) {
      return !networks.isEmpty() || groups.stream().anyMatch(group::equalsIgnoreCase);
    }
  }

  /** Sixty days ahead, every 30 s. */
  public static MeetupOptions of(Settings settings, Targets targets) {
    return new MeetupOptions(settings, targets, DEFAULT_DAYS_AHEAD, DEFAULT_EVERY, false);
  }

  double speed() {
    return settings.integer(Setting.MEETUP_SPEED);
  }

  int points() {
    return settings.integer(Setting.MEETUP_POINTS);
  }

  /**
   * Identifies the source and the topic that a state belongs to: with another source, or another
   * topic to fill, nothing is known. Targets are no part of it: what is known of one group stays
   * true when another is named. Nor are the brokers' addresses: the topic's id, which no other
   * topic has, says more, and does not change when a broker is added or renamed.
   *
   * @param topicId empty if it is not known
   */
  StatePurpose purpose(String topicId) {
    return new StatePurpose(place(), topicId);
  }

  private String place() {
    return settings.text(Setting.MEETUP_URL)
        + StatePurpose.SEPARATOR
        + settings.text(Setting.KAFKA_TOPIC);
  }

  Path stateFile() {
    return settings
        .optional(Setting.MEETUP_STATE_FILE)
        .map(Path::of)
        .orElseGet(
            () ->
                stateHome()
                    .resolve(STATE_FOLDER)
                    .resolve("meetup-" + Integer.toHexString(place().hashCode()) + ".state"));
  }

  /** A warning if the count forgets RSVPs while they can still change; else empty. */
  Optional<String> shortMemory() {
    return settings.countOptions().remember().compareTo(Duration.ofDays(daysAhead)) >= 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                "%s is %s, and events are watched for %d days: an RSVP that changes, or is sent"
                    + " again, after it was forgotten counts twice; set %s to %dd for the count",
                Setting.COUNT_REMEMBER.key(),
                settings.text(Setting.COUNT_REMEMBER),
                daysAhead,
                Setting.COUNT_REMEMBER.key(),
                daysAhead));
  }

  /** The file of the points that the account uses: beside the state files, one for all feeds. */
  Path pointFile() {
    String account = settings.text(Setting.MEETUP_URL) + " " + required(Setting.MEETUP_CLIENT_KEY);
    return stateFile()
        .resolveSibling("account-" + Integer.toHexString(account.hashCode()) + ".points");
  }

  /**
   * A setting that has no sensible default.
   *
   * @throws FeedException naming it if it is not set
   */
  String required(Setting setting) {
    return settings
        .optional(setting)
        .orElseThrow(
            () ->
                new FeedException(
                    setting.key() + " is not set; docs/MEETUP.md says where to find it"));
  }

  private static Path stateHome() {
    return Optional.ofNullable(System.getenv("XDG_STATE_HOME"))
        .filter(folder -> !folder.isBlank())
        .map(Path::of)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".local", "state"));
  }
}
