package dev.meetuppulse.cli.count;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.core.journal.StoreRefusedException;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import dev.meetuppulse.redis.BoardReader;
import dev.meetuppulse.redis.BoardReader.PublishedBoards;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Watches the progress of the published boards. A Redis that does not answer is asked again for a
 * minute: on a busy machine it may be late.
 */
public final class BoardWatch implements AutoCloseable {
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private static final Set<Dimension> TRENDING =
      EnumSet.of(Dimension.TOPICS, Dimension.CITIES, Dimension.GROUPS);

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration ASK_EVERY = Duration.ofMillis(100);

  private final BoardReader reader;
  private final List<Dimension> dimensions;
  private final List<Window> windows;
  private final boolean withTrends;

  /** Connects when first used. */
  public BoardWatch(Settings settings) {
    this.reader = new BoardReader(settings);
    this.dimensions = settings.dimensions();
    this.windows = settings.windows();
    this.withTrends = settings.isOn(Setting.COUNT_TRENDS);
  }

  /** Records counted and published; 0 if nothing is. */
  public long received() {
    return received(status());
  }

  /** Where the counted records of each partition end; empty if nothing is published. */
  Map<Integer, Long> counted() {
    Map<Integer, Long> counted = new LinkedHashMap<>();
    status()
        .path("partitions")
        .forEach(
            partition ->
                counted.put(partition.path("partition").asInt(), partition.path("next").asLong()));
    return counted;
  }

  /** True once a board with at least one row is up. */
  public boolean anyRow() {
    return read(dimensions, windows.get(0)).boards().stream()
        .anyMatch(board -> !json(board).path("rows").isEmpty());
  }

  /**
   * The boards, if all of them and the status hold exactly that many records.
   *
   * @param records that must have been counted
   * @param top rows of a board at most
   */
  public Optional<FinalBoards> complete(long records, int top) {
    Map<String, Map<String, List<FinalBoards.BoardLine>>> boards = new LinkedHashMap<>();
    dimensions.forEach(dimension -> boards.put(dimension.id(), new LinkedHashMap<>()));
    Map<String, Map<String, FinalBoards.BoardAccuracy>> accuracy = new LinkedHashMap<>();
    dimensions.forEach(dimension -> accuracy.put(dimension.id(), new LinkedHashMap<>()));
    JsonNode status = null;
    for (Window window : windows) {
      PublishedBoards published = read(dimensions, window);
      status = json(published.status());
      if (received(status) != records) {
        return Optional.empty();
      }
      for (int i = 0; i < dimensions.size(); i++) {
        JsonNode board = json(published.boards().get(i));
        if (!board.path("revision").equals(status.path("revision"))) {
          return Optional.empty();
        }
        boards.get(dimensions.get(i).id()).put(window.name(), lines(board, top));
        accuracy
            .get(dimensions.get(i).id())
            .put(window.name(), JSON.convertValue(board, FinalBoards.BoardAccuracy.class));
      }
    }
    JsonNode trends = json(patiently(reader::trends).orElse(null));
    if (status == null
        || anythingTrends() && !trends.path("revision").equals(status.path("revision"))) {
      return Optional.empty();
    }
    return Optional.of(
        new FinalBoards(
            status.path("clock").asLong(),
            counts(status.path("records")),
            counts(status.path("invalidReasons")),
            boards,
            accuracy,
            trending(trends)));
  }

  private JsonNode status() {
    return json(read(List.of(), windows.get(0)).status());
  }

  private PublishedBoards read(List<Dimension> of, Window window) {
    return patiently(() -> reader.read(of, window.name()));
  }

  private static <T> T patiently(Supplier<T> question) {
    long since = System.nanoTime();
    while (true) {
      try {
        return question.get();
      } catch (StoreRefusedException e) {
        throw e;
      } catch (StoreException e) {
        if (System.nanoTime() - since > PATIENCE.toNanos()) {
          throw e;
        }
        LockSupport.parkNanos(ASK_EVERY.toNanos());
      }
    }
  }

  private boolean anythingTrends() {
    return withTrends
        && !windows.stream().allMatch(Window::isAll)
        && dimensions.stream().anyMatch(TRENDING::contains);
  }

  /** The topics that rise, then those that are nearest to it. */
  private static List<FinalBoards.Trending> trending(JsonNode trends) {
    List<FinalBoards.Trending> trending = new ArrayList<>();
    for (String list : List.of("rising", "leading")) {
      for (JsonNode entry : trends.path(list)) {
        ((ObjectNode) entry).put("rising", list.equals("rising"));
        trending.add(JSON.convertValue(entry, FinalBoards.Trending.class));
      }
    }
    return trending;
  }

  @Override
  public void close() {
    reader.close();
  }

  private static long received(JsonNode status) {
    return status.path("records").path("received").asLong();
  }

  private static List<FinalBoards.BoardLine> lines(JsonNode board, int top) {
    return board
        .path("rows")
        .valueStream()
        .limit(top)
        .map(row -> JSON.convertValue(row, FinalBoards.BoardLine.class))
        .toList();
  }

  private static Map<String, Long> counts(JsonNode node) {
    Map<String, Long> counts = new LinkedHashMap<>();
    node.properties().forEach(field -> counts.put(field.getKey(), field.getValue().asLong()));
    return counts;
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text == null ? "{}" : text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what is published is not JSON", e);
    }
  }
}
