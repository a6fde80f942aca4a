package dev.meetuppulse.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meetuppulse.core.board.Board;
import dev.meetuppulse.core.board.Explored;
import dev.meetuppulse.core.board.Measure;
import dev.meetuppulse.core.board.Selection;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.redis.BoardJson;
import dev.meetuppulse.redis.BoardReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Makes answers out of what is published. Each is computed once for all clients, and compressed
 * anew only if what is published changed.
 */
final class Boards {
  private static final long SHARED_MILLIS = 200;
  private static final long FILTERED_SHARED_MILLIS = 1_000;
  private static final long HISTORY_SHARED_MILLIS = 5_000;

  private record Key(String kind, String window, int rows, Long at, Selection selection) {
    Key(String kind, String window, int rows, Long at) {
      this(kind, window, rows, at, null);
    }
  }

  private record Made(BoardReader.Published from, Answer answer) {}

  private final BoardReader reader;
  private final FilteredBoards filtered;
  private final List<Dimension> dimensions;
  private final ObjectMapper json = new ObjectMapper();
  private final Shared<String, BoardReader.Published> published =
      new Shared<>(SHARED_MILLIS, Boards::millis);
  private final Shared<Key, Made> made = new Shared<>(SHARED_MILLIS, Boards::millis);
  private final Shared<String, Answer> trends = new Shared<>(SHARED_MILLIS, Boards::millis);
  private final Shared<Key, Answer> past = new Shared<>(HISTORY_SHARED_MILLIS, Boards::millis);

  private final Shared<Key, Explored> explored =
      new Shared<>(FILTERED_SHARED_MILLIS, Boards::millis);
  private final Shared<Key, Answer> answered = new Shared<>(FILTERED_SHARED_MILLIS, Boards::millis);

  Boards(BoardReader reader, FilteredBoards filtered, List<Dimension> dimensions) {
    this.reader = reader;
    this.filtered = filtered;
    this.dimensions = dimensions;
  }

  /** Status and every board of a window, each with so many rows; states whole, for the map. */
  Answer live(String window, int rows) {
    return answer(
        new Key("live", window, rows, null),
        from -> {
          ObjectNode live = json.createObjectNode();
          live.put("window", window);
          live.set("status", tree(from.status()));
          ObjectNode boards = live.putObject("boards");
          for (int i = 0; i < dimensions.size(); i++) {
            JsonNode board = tree(from.boards().get(i));
            if (dimensions.get(i) != Dimension.STATES) {
              cut(board, rows);
            }
            boards.set(dimensions.get(i).id(), board);
          }
          return live;
        });
  }

  /** One board; JSON null if nothing was published. */
  Answer board(Dimension dimension, String window, int rows) {
    return answer(
        new Key(dimension.id(), window, rows, null),
        from -> {
          JsonNode board = tree(from.boards().get(dimensions.indexOf(dimension)));
          cut(board, rows);
          return board;
        });
  }

  /** Status; JSON null if nothing was published. */
  Answer status(String window) {
    return answer(new Key("status", window, 0, null), from -> tree(from.status()));
  }

  /** What is trending; JSON null if nothing was published. */
  Answer trends() {
    return trends.get(
        "",
        before -> {
          String now = reader.trends().orElse("null");
          return before != null && before.text().equals(now) ? before : Answer.json(now);
        });
  }

  /** As {@link #live}, but as the boards were then; without status. */
  Answer past(String window, int rows, long at) {
    return past.get(
        new Key("live", window, rows, at),
        before -> {
          ObjectNode live = json.createObjectNode();
          live.put("window", window);
          live.putNull("status");
          ObjectNode boards = live.putObject("boards");
          for (Dimension dimension : dimensions) {
            JsonNode board = pastBoard(dimension, window, at);
            if (dimension != Dimension.STATES) {
              cut(board, rows);
            }
            boards.set(dimension.id(), board);
          }
          return Answer.json(write(live));
        });
  }

  /** As {@link #board}, but as it was then. */
  Answer past(Dimension dimension, String window, int rows, long at) {
    return past.get(
        new Key(dimension.id(), window, rows, at),
        before -> {
          JsonNode board = pastBoard(dimension, window, at);
          cut(board, rows);
          return Answer.json(write(board));
        });
  }

  /**
   * As {@link #live}, but of a selection, with its total.
   *
   * @param at a moment of the past, or null for now
   */
  Answer selected(String window, int rows, Selection selection, Long at) {
    return answered.get(
        new Key("live", window, rows, at, selection),
        before -> {
          Explored explored = explored(window, selection, at);
          ObjectNode live = json.createObjectNode();
          live.put("window", window);
          live.set("status", at == null ? tree(published(window).status()) : json.nullNode());
          live.putObject("total")
              .put("rsvps", explored.rsvps())
              .put("yes", explored.yes())
              .put("no", explored.no())
              .put("going", explored.going());
          ObjectNode boards = live.putObject("boards");
          for (Board board : explored.boards()) {
            ObjectNode tree = tree(board, selection.measure());
            if (board.dimension() != Dimension.STATES) {
              cut(tree, rows);
            }
            boards.set(board.dimension().id(), tree);
          }
          return Answer.json(write(live));
        });
  }

  /** As {@link #board}, but of a selection. */
  Answer selected(Dimension dimension, String window, int rows, Selection selection, Long at) {
    return answered.get(
        new Key(dimension.id(), window, rows, at, selection),
        before -> {
          Board board = explored(window, selection, at).boards().get(dimensions.indexOf(dimension));
          ObjectNode tree = tree(board, selection.measure());
          cut(tree, rows);
          return Answer.json(write(tree));
        });
  }

  private Explored explored(String window, Selection selection, Long at) {
    return explored.get(
        new Key("boards", window, 0, at, selection),
        before ->
            at == null
                ? filtered.boards(window, selection, System.currentTimeMillis())
                : filtered.past(window, selection, at));
  }

  /** Nobody noted where its rows stood before, so none has moved. */
  private ObjectNode tree(Board board, Measure measure) {
    Map<String, Integer> ranks = new HashMap<>();
    board.rows().forEach(row -> ranks.put(row.key(), ranks.size() + 1));
    String text = BoardJson.board(board, System.currentTimeMillis(), ranks);
    return ((ObjectNode) tree(text)).put("measure", measure.id());
  }

  private BoardReader.Published published(String window) {
    return published.get(window, any -> reader.read(dimensions, window));
  }

  private Answer answer(Key key, Function<BoardReader.Published, JsonNode> make) {
    return made.get(
            key,
            before -> {
              BoardReader.Published now = published(key.window());
              return before != null && before.from().equals(now)
                  ? before
                  : new Made(now, Answer.json(write(make.apply(now))));
            })
        .answer();
  }

  private JsonNode pastBoard(Dimension dimension, String window, long at) {
    return reader
        .past(dimension, window, at)
        .map(text -> full(dimension, window, tree(text)))
        .orElse(json.nullNode());
  }

  /** The short form that history is kept in, in the form of a board. */
  private JsonNode full(Dimension dimension, String window, JsonNode kept) {
    ObjectNode board = json.createObjectNode();
    board.put("dimension", dimension.id());
    board.put("window", window);
    board.set("clock", kept.path("clock"));
    board.set("rsvps", kept.path("rsvps"));
    board.set("keys", kept.path("keys"));
    ArrayNode rows = board.putArray("rows");
    for (JsonNode row : kept.path("rows")) {
      int rank = rows.size() + 1;
      rows.addObject()
          .put("rank", rank)
          .put("was", rank)
          .<ObjectNode>set("key", row.get(0))
          .<ObjectNode>set("label", row.get(1).isNull() ? row.get(0) : row.get(1))
          .<ObjectNode>set("rsvps", row.get(2))
          .<ObjectNode>set("yes", row.get(3))
          .<ObjectNode>set("no", row.get(4))
          .set("going", row.get(5));
    }
    return board;
  }

  private static void cut(JsonNode board, int rows) {
    if (board.path("rows") instanceof ArrayNode all) {
      while (all.size() > rows) {
        all.remove(all.size() - 1);
      }
    }
  }

  private JsonNode tree(String text) {
    try {
      return text == null ? json.nullNode() : json.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what is published is not JSON", e);
    }
  }

  private String write(JsonNode node) {
    try {
      return json.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long millis() {
    return System.nanoTime() / 1_000_000;
  }
}
