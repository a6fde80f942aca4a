package dev.meetuppulse.core.settings;

import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Everything that can be set: its key, default, meaning and check. */
public enum Setting {
  KAFKA_BOOTSTRAP(
      "kafka.bootstrap", "localhost:9092", "Kafka brokers, host:port[,…]", Constraint.BROKERS),
  KAFKA_TOPIC("kafka.topic", "rsvps", "topic of the RSVPs, keyed by rsvp_id", Constraint.TEXT),
  KAFKA_DEAD_LETTERS(
      "kafka.dead-letters",
      "rsvps-dead",
      "topic of the records that broke a rule",
      Constraint.TEXT),
  KAFKA_CHANGES(
      "kafka.changes", "rsvps-changes", "topic for announcements of new trends", Constraint.TEXT),
  KAFKA_GROUP(
      "kafka.group", "meetup-pulse", "consumer group that lag is shown for", Constraint.TEXT),
  KAFKA_PARTITIONS(
      "kafka.partitions",
      "4",
      "partitions of a topic that Meetup Pulse creates",
      Constraint.range(1, 1024)),
  KAFKA_CLIENT_FILE(
      "kafka.client-file",
      "",
      "properties file with more Kafka client settings (SASL, TLS); read where it is used, never"
          + " copied",
      Constraint.ANY),

  REDIS_URL(
      "redis.url",
      "redis://localhost:6379",
      "Redis server, or the Sentinels that know it; no password here",
      Constraint.REDIS_URL),
  REDIS_USER("redis.user", "", "Redis ACL user", Constraint.ANY),
  REDIS_PASSWORD_FILE(
      "redis.password-file",
      "",
      "file that holds the Redis password; read where it is used, never copied",
      Constraint.ANY),
  REDIS_TRUST_FILE(
      "redis.trust-file", "", "PEM file of the CA that signed Redis's certificate", Constraint.ANY),
  REDIS_PREFIX("redis.prefix", "pulse", "first part of every Redis key", Constraint.TEXT),
  REDIS_TTL(
      "redis.ttl",
      "25h",
      "boards expire this long after the last publication",
      Constraint.DURATION),

  COUNT_COUNTRIES(
      "count.countries", "us", "countries that count; 'all' for all", Constraint.COUNTRIES),
  COUNT_CLOCK(
      "count.clock",
      "wall",
      "clock that ends windows: wall (live) or event (recordings)",
      Constraint.CLOCK),
  COUNT_WINDOWS(
      "count.windows",
      "1m:1s,5m:1s,1h:1m,24h:1m,all",
      "windows, LENGTH:BUCKET or all",
      Constraint.WINDOWS),
  COUNT_DIMENSIONS(
      "count.dimensions",
      "cities,topics,states,groups,events",
      "dimensions to rank",
      Constraint.DIMENSIONS),
  COUNT_TOP("count.top", "50", "rows on a board", Constraint.range(1, 1000)),
  COUNT_REMEMBER(
      "count.remember",
      "25h",
      "RSVPs are remembered this long after last seen, and as long as the longest window",
      Constraint.HOUR_OR_MORE),
  COUNT_REMEMBER_MOST(
      "count.remember-most",
      "500000",
      "RSVPs remembered per partition at most; the longest unseen are forgotten first",
      Constraint.range(1_000, 100_000_000)),
  COUNT_MOST_KEYS(
      "count.most-keys",
      "75000",
      "keys of each dimension held per partition at most; one with 64 bytes of text or more counts as"
          + " several",
      Constraint.range(10, 10_000_000)),
  COUNT_MOST_CELLS(
      "count.most-cells",
      "600000",
      "cells (a group and event in one bucket) held per partition, at most; in closed buckets of"
          + " 30s or more, six count as one (two if they arrive late)",
      Constraint.range(1_000, 100_000_000)),
  COUNT_SAVE_EVERY(
      "count.save-every",
      "1s",
      "longest time between saves; without a backlog counts are saved every 100 ms",
      Constraint.DURATION.as("a duration up to 10s, such as 500ms")),
  COUNT_TRENDS("count.trends", "on", "on or off: whether to detect trends", Constraint.SWITCH),
  TRENDS_FALSE_ALARMS(
      "trends.false-alarms-an-hour",
      "0.2",
      "expected false trend alarms per hour; lower detects later",
      Constraint.decimal(0.001, 100)),

  TOPOLOGY_NAME("topology.name", "meetup-pulse", "name of the topology in Storm", Constraint.TEXT),
  TOPOLOGY_WORKERS("topology.workers", "1", "worker processes", Constraint.range(1, 1024)),
  TOPOLOGY_SPOUTS(
      "topology.spouts", "1", "spout tasks, at most one per partition", Constraint.range(1, 1024)),
  TOPOLOGY_PARSERS("topology.parsers", "1", "parse tasks", Constraint.range(1, 1024)),
  TOPOLOGY_FILTERS("topology.filters", "1", "filter tasks", Constraint.range(1, 1024)),
  TOPOLOGY_COUNTERS(
      "topology.counters",
      "1",
      "count tasks, at most one per partition",
      Constraint.range(1, 1024)),
  TOPOLOGY_RANKERS(
      "topology.rankers",
      "1",
      "rank tasks, at most one per dimension",
      Constraint.range(1, Dimension.values().length)),
  TOPOLOGY_BATCH(
      "topology.batch", "3000", "records in a batch at most", Constraint.range(1, 100_000)),
  TOPOLOGY_IN_FLIGHT(
      "topology.in-flight",
      "50000",
      "records of a partition that are read but not saved, at most",
      Constraint.range(1, 10_000_000).as("a whole number from topology.batch to 10000000")),
  TOPOLOGY_WORKER_OPTIONS(
      "topology.worker-options",
      "-Xmx3g -XX:+UseParallelGC -XX:+ExitOnOutOfMemoryError",
      "JVM options of a worker process",
      Constraint.ANY.as("text with a heap size such as -Xmx3g")),
  TOPOLOGY_PROFILE(
      "topology.profile",
      "standard",
      "more JVM options of a worker: standard for none, small for machines of few cores",
      Constraint.oneOf("standard", "small")),

  FEED_URL(
      "feed.url",
      "http://localhost:8900/2/rsvps",
      "HTTP stream of RSVPs, JSON lines",
      Constraint.HTTP_URL),

  MEETUP_URL(
      "meetup.url",
      "https://api.meetup.com/gql-ext",
      "Meetup's GraphQL endpoint",
      Constraint.SAFE_URL),
  MEETUP_TOKEN_URL(
      "meetup.token-url",
      "https://secure.meetup.com/oauth2/access",
      "OAuth token endpoint",
      Constraint.SAFE_URL),
  MEETUP_CLIENT_KEY("meetup.client-key", "", "key of the OAuth client", Constraint.ANY),
  MEETUP_CLIENT_SECRET_FILE(
      "meetup.client-secret-file",
      "",
      "file that holds the OAuth client's secret, to refresh tokens with; without it each token is"
          + " requested with the signing key",
      Constraint.ANY),
  MEETUP_MEMBER("meetup.member", "", "member id that the feed acts for", Constraint.ANY),
  MEETUP_KEY_ID("meetup.key-id", "", "id of the signing key at Meetup", Constraint.ANY),
  MEETUP_KEY_FILE(
      "meetup.key-file",
      "",
      "PEM file of the private signing key; read, never copied",
      Constraint.ANY),
  MEETUP_POINTS(
      "meetup.points", "500", "points used in 60 s at most", Constraint.range(50, 1_000_000)),
  MEETUP_STATE_FILE(
      "meetup.state-file",
      "",
      "file that records which RSVPs are known; if empty, one below ~/.local/state/meetup-pulse",
      Constraint.ANY),
  MEETUP_SPEED(
      "meetup.speed",
      "1",
      "simulated seconds per real second; above 1 only with the mock Meetup API",
      Constraint.range(1, 1_000)),

  WEB_HOST("web.host", "127.0.0.1", "address the page listens on", Constraint.TEXT),
  WEB_NAMES(
      "web.names",
      "",
      "names the page answers to besides localhost, such as those a proxy sends as Host,"
          + " comma-separated; if empty, any name unless web.host is loopback",
      Constraint.ANY),
  WEB_PORT("web.port", "7070", "port the page listens on; 0 for any", Constraint.range(0, 65535)),
  WEB_WINDOW(
      "web.window",
      "5m",
      "window that the page opens with; the first of count.windows if not among them",
      Constraint.TEXT),
  WEB_CORS(
      "web.cors", "", "origin that may read the API from a browser; none if empty", Constraint.ANY);

  /** The beginning of the names of all environment variables that are read. */
  public static final String ENV_PREFIX = "PULSE_";

  private final String key;
  private final String defaultValue;
  private final String meaning;
  private final Constraint check;

  Setting(String key, String defaultValue, String meaning, Constraint check) {
    this.key = key;
    this.defaultValue = defaultValue;
    this.meaning = meaning;
    this.check = check;
  }

  public static Optional<Setting> find(String key) {
    return Arrays.stream(values()).filter(setting -> setting.key.equals(key)).findFirst();
  }

  /** The key in the YAML file, with a dot at each level. */
  public String key() {
    return key;
  }

  /** The environment variable that overrides the file. */
  public String env() {
    return ENV_PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  public String defaultValue() {
    return defaultValue;
  }

  public String meaning() {
    return meaning;
  }

  /** The values it may have, in words. */
  public String allowed() {
    return check.allowed();
  }

  /**
   * Checks a value.
   *
   * @throws IllegalArgumentException if it is not allowed, saying what is
   */
  void check(String value) {
    check.rule().accept(value);
  }

  /**
   * The allowed values of a setting, in words and as a rule, which throws IllegalArgumentException
   * with the words.
   */
  private record Constraint(String allowed, Consumer<String> rule) {
    static final Constraint ANY = new Constraint("any text, or empty", value -> {});
    static final Constraint TEXT = matching("text, not blank", value -> !value.isBlank());
    static final Constraint DURATION =
        new Constraint("a duration such as 500ms, 30s, 5m, 1h or 2d", Settings::parseDuration);
    static final Constraint HOUR_OR_MORE =
        matching(
            "a duration of at least an hour (1h)",
            value -> Settings.parseDuration(value).toHours() >= 1);
    static final Constraint WINDOWS =
        new Constraint("LENGTH:BUCKET such as 5m:1s, or all; comma-separated", Window::parseList);
    static final Constraint CLOCK = oneOf("wall", "event");
    static final Constraint SWITCH = oneOf("on", "off");
    static final Constraint REDIS_URL = new Constraint(RedisUrl.ALLOWED, RedisUrl::parse);
    static final Constraint BROKERS =
        new Constraint(ServerAddress.ALLOWED_IN_LIST, ServerAddress::parseList);
    static final Constraint HTTP_URL =
        matching(
            "http://HOST/PATH or https://HOST/PATH",
            value -> value.matches("(?i)https?://[^/\\s]\\S*"));
    static final Constraint SAFE_URL =
        matching(
            "https://HOST/PATH, or http:// on this machine",
            value ->
                value.matches(
                    "https://[^/@\\s]+(/\\S*)?|http://(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d{1,5})?(/\\S*)?"));
    static final Constraint DIMENSIONS =
        new Constraint(
            Dimension.ids() + "; comma-separated",
            value -> Arrays.stream(value.split(",", -1)).map(String::trim).forEach(Dimension::of));
    static final Constraint COUNTRIES =
        matching(
            "comma-separated country codes such as us, or all",
            value -> Arrays.stream(value.split(",", -1)).noneMatch(String::isBlank));

    /** This rule, in words that include what the topology's bounds check when it is built. */
    Constraint as(String words) {
      return new Constraint(words, rule);
    }

    static Constraint range(long from, long to) {
      return matching(
          "a whole number from " + from + " to " + to,
          value ->
              value.matches("\\d{1,18}")
                  && Long.parseLong(value) >= from
                  && Long.parseLong(value) <= to);
    }

    static Constraint decimal(double from, double to) {
      return matching(
          "a number from " + from + " to " + to,
          value ->
              value.matches("\\d{1,9}(\\.\\d{1,9})?")
                  && Double.parseDouble(value) >= from
                  && Double.parseDouble(value) <= to);
    }

    static Constraint oneOf(String one, String other) {
      return matching(one + " or " + other, value -> value.equals(one) || value.equals(other));
    }

    static Constraint matching(String allowed, Predicate<String> condition) {
      return new Constraint(
          allowed,
          value -> {
            if (!condition.test(value)) {
              throw new IllegalArgumentException("allowed: " + allowed);
            }
          });
    }
  }
}
