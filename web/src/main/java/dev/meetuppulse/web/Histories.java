package dev.meetuppulse.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meetuppulse.core.board.Board;
import dev.meetuppulse.core.board.Row;
import dev.meetuppulse.core.board.SelectedHistory;
import dev.meetuppulse.core.board.Selection;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.redis.BoardReader;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The last hour of the rows that are on a window's boards now, for sparklines. */
final class Histories {
  /** Points of a sparkline at most: more can't be told apart at its size. */
  static final int POINTS = 60;

  /** So many rows below those asked for have theirs ready should they come up. */
  static final int NEXT_ROWS = 10;

  private static final long SHARED_MILLIS = 5_000;

  private record Key(String window, int rows, Selection selection) {}

  private final BoardReader reader;
  private final FilteredBoards filtered;
  private final List<Dimension> dimensions;
  private final ObjectMapper json = new ObjectMapper();
  private final Shared<Key, Answer> made =
      new Shared<>(SHARED_MILLIS, () -> System.nanoTime() / 1_000_000);

  Histories(BoardReader reader, FilteredBoards filtered, List<Dimension> dimensions) {
    this.reader = reader;
    this.filtered = filtered;
    this.dimensions = dimensions;
  }

  /**
   * For each dimension: clocks, and at each of them what each of the first rows was ranked by.
   *
   * @param selection what to look at, or null for what is published
   */
  Answer history(String window, int rows, Selection selection) {
    return made.get(
        new Key(window, rows, selection),
        before -> {
          ObjectNode history = json.createObjectNode();
          history.put("window", window);
          ObjectNode boards = history.putObject("boards");
          if (selection != null) {
            selected(window, rows, selection, boards);
            return Answer.json(history.toString());
          }
          List<String> now = reader.read(dimensions, window).boards();
          for (int i = 0; i < dimensions.size(); i++) {
            List<String> kept = thin(reader.history(dimensions.get(i), window));
            boards.set(dimensions.get(i).id(), series(keys(now.get(i), rows + NEXT_ROWS), kept));
          }
          return Answer.json(history.toString());
        });
  }

  private void selected(String window, int rows, Selection selection, ObjectNode boards) {
    long now = System.currentTimeMillis();
    Map<Dimension, List<String>> keys = new EnumMap<>(Dimension.class);
    for (Board board : filtered.boards(window, selection, now).boards()) {
      keys.put(
          board.dimension(), board.rows().stream().map(Row::key).limit(rows + NEXT_ROWS).toList());
    }
    SelectedHistory past = filtered.history(window, selection, now, keys);
    past.rows()
        .forEach(
            (dimension, values) -> {
              ObjectNode series = boards.putObject(dimension.id());
              series.set("clocks", json.valueToTree(past.clocks()));
              series.set("rsvps", json.valueToTree(past.rsvps()));
              series.set("rows", json.valueToTree(values));
            });
  }

  private List<String> keys(String board, int rows) {
    List<String> keys = new ArrayList<>();
    if (board != null) {
      for (JsonNode row : tree(board).path("rows")) {
        if (keys.size() < rows) {
          keys.add(row.path("key").asText());
        }
      }
    }
    return keys;
  }

  private ObjectNode series(List<String> keys, List<String> kept) {
    ObjectNode series = json.createObjectNode();
    ArrayNode clocks = series.putArray("clocks");
    ArrayNode totals = series.putArray("rsvps");
    Map<String, ArrayNode> rows = new LinkedHashMap<>();
    keys.forEach(key -> rows.put(key, json.createArrayNode()));
    for (String text : kept) {
      JsonNode board = tree(text);
      clocks.add(board.path("clock"));
      totals.add(board.path("rsvps"));
      for (JsonNode row : board.path("rows")) {
        ArrayNode values = rows.get(row.path(0).asText());
        if (values != null) {
          values.add(row.path(2));
        }
      }
      rows.values().stream()
          .filter(values -> values.size() < clocks.size())
          .forEach(ArrayNode::addNull);
    }
    ObjectNode all = series.putObject("rows");
    rows.forEach(all::set);
    return series;
  }

  /** Evenly fewer, the newest among them. */
  private static List<String> thin(List<String> kept) {
    int step = (kept.size() + POINTS - 1) / POINTS;
    List<String> thinned = new ArrayList<>();
    for (int i = 0; i < kept.size(); i++) {
      if ((kept.size() - 1 - i) % step == 0) {
        thinned.add(kept.get(i));
      }
    }
    return thinned;
  }

  private JsonNode tree(String text) {
    try {
      return json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what is published is not JSON", e);
    }
  }
}
