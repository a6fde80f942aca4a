package dev.meetuppulse.redis;

import dev.meetuppulse.core.count.CountOptions;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.source.MergedReports;
import dev.meetuppulse.core.window.Dimension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.params.ZRangeParams;

/**
 * Reads published boards, status and trends. Thread safe. Every method throws {@link
 * dev.meetuppulse.core.journal.StoreException} when Redis does not answer, or holds something that
 * can't be read.
 */
public final class BoardReader extends RedisAccess {
  private static final int CONNECTIONS = 4;

  private final Settings settings;
  private final ReportReader reports;
  private final StatusReports statusReports;

  /** Connects when first used. */
  public BoardReader(Settings settings) {
    this(settings, RedisConnections.ANSWER_TIMEOUT);
  }

  /**
   * @param patience how long an answer is waited for
   */
  public BoardReader(Settings settings, Duration patience) {
    super(settings, new Guard(settings), CONNECTIONS, patience);
    this.settings = settings;
    this.reports = new ReportReader(this);
    this.statusReports = new StatusReports(settings.text(Setting.COUNT_CLOCK));
  }

  /**
   * Published status and boards, read as one consistent cut, with later reports on partitions.
   *
   * @param status JSON, or null; without record counts if nothing was saved yet, but a partition is
   *     stuck
   * @param boards JSON of each requested board, in that order; null where there is none
   */
  public record PublishedBoards(String status, List<String> boards) {}

  /** The status and a window's boards. */
  public PublishedBoards read(List<Dimension> dimensions, String window) {
    List<String> names = new ArrayList<>();
    names.add(keys.status());
    dimensions.forEach(dimension -> names.add(keys.board(dimension, window)));
    List<String> values = guard.call(() -> redis.mget(names.toArray(String[]::new)));
    MergedReports merged = reports.read();
    String status = guard.parse(keys.status(), () -> statusReports.merge(values.get(0), merged));
    return new PublishedBoards(status, values.subList(1, values.size()));
  }

  /** The stamp of every published board of {@link #counting()}; their rows are not read. */
  public List<BoardStamp> stamps() {
    CountOptions counted = counting().countOptions();
    String[] names =
        counted.dimensions().stream()
            .flatMap(
                dimension ->
                    counted.windows().stream().map(window -> keys.board(dimension, window.name())))
            .toArray(String[]::new);
    return guard.call(() -> redis.mget(names)).stream()
        .filter(Objects::nonNull)
        .map(json -> StoredJson.parse(json, BoardStamp.class))
        .toList();
  }

  /**
   * The reader's settings, with the {@code count.*} settings that the published boards were counted
   * with in place of its own.
   */
  public Settings counting() {
    String stored = guard.call(() -> redis.get(keys.counting()));
    return stored == null ? settings : CountingJson.over(settings, stored);
  }

  /** The published trends as JSON; empty if there are none. */
  public Optional<String> trends() {
    return Optional.ofNullable(guard.call(() -> redis.get(keys.trends())));
  }

  /**
   * The boards that are kept of the last hour, oldest first.
   *
   * @param most if more are kept, evenly fewer, the newest among them
   */
  public List<StoredPast> history(Dimension dimension, String window, int most) {
    List<String> kept = guard.call(() -> redis.zrange(keys.history(dimension, window), 0, -1));
    int step = Math.max(1, (kept.size() + most - 1) / most);
    List<StoredPast> history = new ArrayList<>();
    for (int i = Math.floorMod(kept.size() - 1, step); i < kept.size(); i += step) {
      history.add(StoredPast.parse(kept.get(i)));
    }
    return history;
  }

  /**
   * The board kept of a moment: the last one of that time or before.
   *
   * @param clock ms since the epoch
   */
  public Optional<StoredPast> past(Dimension dimension, String window, long clock) {
    ZRangeParams newestFirst =
        new ZRangeParams(Protocol.Keyword.BYSCORE, Long.toString(clock), "-inf").rev().limit(0, 1);
    return guard.call(() -> redis.zrange(keys.history(dimension, window), newestFirst)).stream()
        .findFirst()
        .map(StoredPast::parse);
  }

  /**
   * Why Redis takes no writes, in its own words and with the setting to change; empty if it takes
   * them, or does not let this reader ask. A topology whose writes are refused can't report it.
   */
  public Optional<String> writeRefusal() {
    return refusalOfWrites()
        .filter(refusal -> !Refusal.isLackOfPermission(refusal))
        .map(Throwable::getMessage);
  }

  /** Another deployment that wanted these keys within the last minute, and was refused. */
  public Optional<Deployment> refused() {
    return Optional.ofNullable(guard.call(() -> redis.get(keys.refused()))).map(Deployment::parse);
  }
}
