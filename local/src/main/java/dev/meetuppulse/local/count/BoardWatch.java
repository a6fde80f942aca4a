package dev.meetuppulse.local.count;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meetuppulse.core.config.Settings;
import dev.meetuppulse.core.count.Dimension;
import dev.meetuppulse.core.count.Window;
import dev.meetuppulse.redis.BoardReader;
import dev.meetuppulse.redis.BoardReader.Published;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Watches how far the published boards have come. */
public final class BoardWatch implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final BoardReader reader;
  private final List<Dimension> dimensions;
  private final List<Window> windows;

  /** Connects when first used. */
  public BoardWatch(Settings settings) {
    this.reader = new BoardReader(settings);
    this.dimensions = settings.dimensions();
    this.windows = settings.windows();
  }

  /** Records counted and published; 0 if nothing is. */
  public long received() {
    return received(json(reader.read(List.of(), windows.get(0).name()).status()));
  }

  /** True once a board with at least one row is up. */
  public boolean anyRow() {
    return reader.read(dimensions, windows.get(0).name()).boards().stream()
        .anyMatch(board -> !json(board).path("rows").isEmpty());
  }

  /**
   * The boards, if all of them and the status hold exactly so many records.
   *
   * @param records that must have been counted
   * @param top rows of a board at most
   */
  public Optional<FinalBoards> complete(long records, int top) {
    Map<String, Map<String, List<FinalBoards.Line>>> boards = new LinkedHashMap<>();
    dimensions.forEach(dimension -> boards.put(dimension.id(), new LinkedHashMap<>()));
    JsonNode status = null;
    for (Window window : windows) {
      Published published = reader.read(dimensions, window.name());
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
      }
    }
    return Optional.ofNullable(status)
        .map(
            last ->
                new FinalBoards(
                    last.path("clock").asLong(),
                    counts(last.path("records")),
                    counts(last.path("invalidReasons")),
                    boards));
  }

  @Override
  public void close() {
    reader.close();
  }

  private static long received(JsonNode status) {
    return status.path("records").path("received").asLong();
  }

  private static List<FinalBoards.Line> lines(JsonNode board, int top) {
    List<FinalBoards.Line> lines = new ArrayList<>();
    for (JsonNode row : board.path("rows")) {
      if (lines.size() == top) {
        break;
      }
      lines.add(
          new FinalBoards.Line(
              row.path("key").asText(),
              row.path("label").asText(),
              row.path("rsvps").asLong(),
              row.path("yes").asLong(),
              row.path("no").asLong(),
              row.path("going").asLong()));
    }
    return lines;
  }

  private static Map<String, Long> counts(JsonNode node) {
    Map<String, Long> counts = new LinkedHashMap<>();
    node.properties().forEach(field -> counts.put(field.getKey(), field.getValue().asLong()));
    return counts;
  }

  private static JsonNode json(String text) {
    try {
      return text == null ? JSON.missingNode() : JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what is published is not JSON", e);
    }
  }
}
