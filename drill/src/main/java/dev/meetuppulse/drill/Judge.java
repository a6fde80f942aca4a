package dev.meetuppulse.drill;

import com.fasterxml.jackson.databind.JsonNode;
import dev.meetuppulse.core.board.Row;
import dev.meetuppulse.oracle.Oracle;
import dev.meetuppulse.simulator.Truth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares what is published with the truth.
 *
 * @param top rows a board has at most
 * @param boards the expected number of boards
 * @param history receives the differences and the first wrong rows
 */
record Judge(Truth truth, int top, int boards, DrillHistory history) {
  private static final int MAX_ROWS_NOTED = 3;

  int wrongCounts(Published published) {
    Oracle.RecordCounts records = truth.records();
    Map<String, Long> expected = new LinkedHashMap<>();
    expected.put("received", records.received());
    expected.put("invalid", records.invalid());
    expected.put("filtered", records.filtered());
    expected.put("new", records.newRsvps());
    expected.put("duplicate", records.duplicate());
    expected.put("stale", records.stale());
    expected.put("changed", records.changed());
    int wrong = 0;
    for (Map.Entry<String, Long> count : expected.entrySet()) {
      JsonNode there = published.status().path("records").path(count.getKey());
      if (there.asLong(-1) != count.getValue()) {
        wrong++;
        history.say(count.getKey() + " is " + there + ", truth " + count.getValue());
      }
    }
    return wrong;
  }

  /** How many rows differ; a board that is not there counts as one, as does a wrong sum of keys. */
  int wrongRows(Published published) {
    int wrong = boards - published.boards().size();
    for (Published.PublishedBoard board : published.boards()) {
      int here = wrongRows(board);
      if (here > 0) {
        history.say(
            here + " wrong rows on " + board.dimension().id() + " " + board.window().name());
      }
      wrong += here;
    }
    return wrong;
  }

  private int wrongRows(Published.PublishedBoard board) {
    List<Row> expected = truth.board(board.dimension(), board.window(), board.clock(), top);
    JsonNode rows = board.json().path("rows");
    long keys = truth.keys(board.dimension(), board.window(), board.clock());
    int wrong = board.json().path("keys").asLong(-1) == keys ? 0 : 1;
    for (int i = 0; i < Math.max(rows.size(), expected.size()); i++) {
      if (i >= rows.size()
          || i >= expected.size()
          || !isSame(rows.get(i), expected.get(i), i + 1)) {
        wrong++;
        if (wrong <= MAX_ROWS_NOTED) {
          history.note(
              "%s %s row %s is %s, truth %s"
                  .formatted(
                      board.dimension().id(),
                      board.window().name(),
                      i + 1,
                      rows.path(i),
                      i < expected.size() ? expected.get(i) : "none"));
        }
      }
    }
    return wrong;
  }

  private static boolean isSame(JsonNode row, Row expected, int rank) {
    return row.path("rank").asInt() == rank
        && row.path("key").asText().equals(expected.key())
        && row.path("rsvps").asLong() == expected.rsvps()
        && row.path("yes").asLong() == expected.yes()
        && row.path("no").asLong() == expected.no()
        && row.path("going").asLong() == expected.going();
  }
}
