package dev.meetuppulse.drill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import dev.meetuppulse.redis.BoardReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The status and boards of a topology as its readers see them at one moment.
 *
 * @param status as published; a missing node if there is none
 * @param boards all of them that are there
 */
record Published(JsonNode status, List<PublishedBoard> boards) {
  private static final ObjectMapper JSON = new ObjectMapper();

  record PublishedBoard(Dimension dimension, Window window, JsonNode json) {
    long clock() {
      return json.path("clock").asLong();
    }
  }

  /** All that is published; nothing while Redis does not answer. */
  static Published read(BoardReader reader, Settings settings) {
    try {
      JsonNode status = JSON.missingNode();
      List<PublishedBoard> boards = new ArrayList<>();
      List<Dimension> dimensions = settings.dimensions();
      for (Window window : settings.windows()) {
        BoardReader.PublishedBoards one = reader.read(dimensions, window.name());
        status = json(one.status());
        for (int i = 0; i < dimensions.size(); i++) {
          JsonNode board = json(one.boards().get(i));
          if (board.isObject()) {
            boards.add(new PublishedBoard(dimensions.get(i), window, board));
          }
        }
      }
      return new Published(status, List.copyOf(boards));
    } catch (StoreException e) {
      return new Published(JSON.missingNode(), List.of());
    }
  }

  private static JsonNode json(String text) {
    try {
      return text == null ? JSON.missingNode() : JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what is published is not JSON", e);
    }
  }

  long received() {
    return status.path("records").path("received").asLong();
  }

  long invalid() {
    return status.path("records").path("invalid").asLong();
  }

  /** True if the status and that many boards are of one revision: they hold the same records. */
  boolean isWhole(int count) {
    return boards.size() == count
        && boards.stream()
            .allMatch(board -> board.json.path("revision").equals(status.path("revision")));
  }

  /** True if all of it was published after a time, and holds all records below the offsets. */
  boolean isNewer(long wallMillis, Map<Integer, Long> offsets) {
    if (status.path("publishedAt").asLong() <= wallMillis
        || boards.isEmpty()
        || boards.stream()
            .anyMatch(board -> board.json.path("publishedAt").asLong() <= wallMillis)) {
      return false;
    }
    long reached = 0;
    for (JsonNode partition : status.path("partitions")) {
      Long offset = offsets.get(partition.path("partition").asInt());
      if (offset != null && partition.path("next").asLong() >= offset) {
        reached++;
      }
    }
    return reached == offsets.size();
  }
}
