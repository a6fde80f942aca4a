package dev.meetuppulse.redis;

import dev.meetuppulse.core.board.Board;
import dev.meetuppulse.core.board.BoardStore;
import dev.meetuppulse.core.board.Row;
import dev.meetuppulse.core.board.Status;
import dev.meetuppulse.core.board.Trends;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Publishes boards in Redis: the JSON readers get, a sorted set beside it, and a bounded history.
 * One script writes all of a publication, but nothing over a newer value. Not thread safe.
 */
public final class RedisBoards extends RedisAccess implements BoardStore {
  private static final long RATE_SPAN_MILLIS = 10_000;
  private static final Script PUBLISH_BOARDS = new Script("publish-boards");
  private static final Script PUBLISH_VALUES = new Script("publish-values");

  private record Received(long at, long records) {}

  private final ReportReader reports;
  private final StatusReports statusReports;
  private final String ttl;
  private final String clockKind;
  private final String counting;
  private final InstantSource wall;
  private final Map<String, RankMemory> memories = new HashMap<>();

  /** Where each board's history was last written: a step of it holds one board. */
  private final Map<String, Long> slots = new HashMap<>();

  private final ArrayDeque<Received> received = new ArrayDeque<>();
  private Status lastStatus;
  private String lastJson;
  private String lastMerged;

  /** Connects when first used. */
  public RedisBoards(Settings settings) {
    this(settings, InstantSource.system());
  }

  /**
   * @param wall the time at which a board is published
   */
  public RedisBoards(Settings settings, InstantSource wall) {
    this(settings, wall, new Guard(settings));
  }

  RedisBoards(Settings settings, InstantSource wall, Guard guard) {
    super(settings, guard);
    this.reports = new ReportReader(this);
    this.statusReports = new StatusReports(settings.text(Setting.COUNT_CLOCK));
    this.ttl = Long.toString(settings.duration(Setting.REDIS_TTL).toMillis());
    this.clockKind = settings.text(Setting.COUNT_CLOCK);
    this.counting = CountingJson.of(settings);
    this.wall = wall;
  }

  @Override
  public void publish(List<Board> boards) {
    long now = wall.millis();
    List<String> names = new ArrayList<>(1 + 3 * boards.size());
    List<String> args = new ArrayList<>();
    names.add(keys.published());
    args.add(ttl);
    args.add(Long.toString(History.SPAN_MILLIS));
    args.add(Long.toString(History.SPAN_MILLIS / History.STEP_MILLIS + 1));
    Map<String, Long> written = new HashMap<>();
    for (Board board : boards) {
      String window = board.window().name();
      String history = keys.history(board.dimension(), window);
      long slot = board.clock() - Math.floorMod(board.clock(), History.STEP_MILLIS);
      names.add(keys.board(board.dimension(), window));
      names.add(keys.top(board.dimension(), window));
      names.add(history);
      args.add("board:" + board.dimension().id() + ":" + window);
      args.add(Long.toString(board.revision()));
      args.add(Long.toString(board.clock()));
      args.add(BoardJson.board(board, now, memory(board).before(board, now)));
      args.add(Long.toString(slot));
      args.add(Objects.equals(slots.get(history), slot) ? "" : BoardJson.past(board));
      written.put(history, slot);
      args.add(Integer.toString(board.rows().size()));
      for (Row row : board.rows()) {
        args.add(Long.toString(row.rsvps()));
        args.add(row.key());
      }
    }
    guard.call(() -> PUBLISH_BOARDS.run(redis, names, args));
    slots.putAll(written);
  }

  @Override
  public void publish(Status status) {
    long now = wall.millis();
    String json = BoardJson.status(status, now, clockKind, receivedPerSecond(status, now));
    publish(status, json, statusReports.merge(json, reports.read()));
  }

  /** Publishes the status; {@code status} is null if nothing was ever saved. */
  private void publish(Status status, String json, String merged) {
    long revision = status == null ? 0 : status.revision();
    long clock = status == null ? 0 : status.clock();
    List<String> names = List.of(keys.published(), keys.status(), keys.counting());
    publish(names, "status", revision, clock, merged, counting);
    lastStatus = status;
    lastJson = json;
    lastMerged = merged;
  }

  @Override
  public void refreshStatus() {
    String merged = statusReports.merge(lastJson, reports.read());
    if (merged != null && !merged.equals(lastMerged)) {
      publish(lastStatus, lastJson, merged);
    }
  }

  @Override
  public void publish(Trends trends) {
    String json = TrendsJson.of(trends, wall.millis());
    List<String> names = List.of(keys.published(), keys.trends());
    publish(names, "trends", trends.revision(), trends.clock(), json);
  }

  private void publish(
      List<String> names, String field, long revision, long clock, String... values) {
    List<String> args = new ArrayList<>();
    Collections.addAll(args, ttl, field, Long.toString(revision), Long.toString(clock));
    Collections.addAll(args, values);
    guard.call(() -> PUBLISH_VALUES.run(redis, names, args));
  }

  /** A restarted task compares with the board that is there, so that not every row looks new. */
  private RankMemory memory(Board board) {
    String key = keys.board(board.dimension(), board.window().name());
    RankMemory memory = memories.get(key);
    if (memory == null) {
      memory = new RankMemory();
      String there = guard.call(() -> redis.get(key));
      if (there != null) {
        Map<String, Integer> ranks = new HashMap<>();
        memory.note(guard.parse(key, () -> BoardJson.ranks(there, ranks)), ranks);
      }
      memories.put(key, memory);
    }
    return memory;
  }

  private double receivedPerSecond(Status status, long now) {
    while (!received.isEmpty() && received.getLast().at() > now) {
      received.removeLast();
    }
    received.add(new Received(now, status.tally().received()));
    while (received.size() > 2 && received.getFirst().at() < now - RATE_SPAN_MILLIS) {
      received.removeFirst();
    }
    Received first = received.getFirst();
    long millis = now - first.at();
    return millis <= 0
        ? 0
        : Math.max(0, 1000.0 * (status.tally().received() - first.records()) / millis);
  }
}
