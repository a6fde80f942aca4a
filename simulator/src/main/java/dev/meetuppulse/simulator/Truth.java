package dev.meetuppulse.simulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meetuppulse.core.board.Row;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import dev.meetuppulse.oracle.Labelled;
import dev.meetuppulse.oracle.Oracle;
import dev.meetuppulse.oracle.Place;
import dev.meetuppulse.oracle.RsvpVersion;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The oracle's answers for a simulated stream, in the pipeline's terms: every record count and
 * every board after a number of lines. Not thread safe.
 */
public final class Truth {
  private final Oracle oracle;
  private final Map<Group, Place> places = new IdentityHashMap<>();

  /**
   * @param countries those that count, in lower case; empty for all
   */
  public Truth(Set<String> countries) {
    oracle = new Oracle(countries);
  }

  /** Takes in a line of the simulator, without reading its text. */
  public void accept(SimulatedLine line) {
    if (line instanceof SimulatedRsvp rsvp) {
      oracle.accept(
          new RsvpVersion(
              rsvp.id(),
              rsvp.mtime(),
              rsvp.yes() ? "yes" : "no",
              rsvp.guests(),
              places.computeIfAbsent(rsvp.group(), Truth::place),
              new Labelled(rsvp.eventId(), null)));
    } else if (line instanceof PoisonLine poison) {
      oracle.refuse(poison.reasons().iterator().next().id());
    }
  }

  /**
   * Takes in any line.
   *
   * @param line without its newline
   * @param now the wall clock that judges what is in the future, ms since the epoch
   */
  public void accept(byte[] line, long now) {
    oracle.accept(line, now);
  }

  private static Place place(Group group) {
    return new Place(
        group.country(),
        group.cityKey(),
        group.state(),
        new Labelled(group.urlname(), null),
        Set.copyOf(group.topics()));
  }

  public Oracle.RecordCounts records() {
    return oracle.counts();
  }

  /** Lines that broke each rule, by the reason's name. */
  public Map<String, Long> invalidReasons() {
    return oracle.invalidReasons();
  }

  /**
   * The event clock: the largest {@code mtime} of all valid lines; {@link Long#MIN_VALUE} before.
   */
  public long clock() {
    return oracle.clock();
  }

  /**
   * The first rows of a board.
   *
   * @param now the clock its window ends with, ms since the epoch
   * @param top how many rows at most
   */
  public List<Row> board(Dimension dimension, Window window, long now, int top) {
    return rows(dimension, window, now).stream()
        .limit(top)
        .map(
            total ->
                new Row(
                    total.key(),
                    total.key(),
                    total.rsvps(),
                    total.yes(),
                    total.no(),
                    total.going()))
        .toList();
  }

  public long keys(Dimension dimension, Window window, long now) {
    return rows(dimension, window, now).size();
  }

  private List<Oracle.KeyTotal> rows(Dimension dimension, Window window, long now) {
    Oracle.WindowSpan span =
        window.isAll()
            ? new Oracle.WindowSpan(0, 0)
            : new Oracle.WindowSpan(window.bucketMillis(), window.buckets());
    return oracle.board(dimension.id(), span, now);
  }

  /**
   * Everything at once: clock, records, reasons and boards, in the form in which {@code pulse count
   * --json} gives them.
   *
   * @param now the clock windows end with, ms since the epoch
   */
  public ObjectNode report(long now, List<Dimension> dimensions, List<Window> windows, int top) {
    ObjectNode report = new ObjectMapper().createObjectNode();
    report.put("clock", now);
    Oracle.RecordCounts records = records();
    report
        .putObject("records")
        .put("received", records.received())
        .put("invalid", records.invalid())
        .put("filtered", records.filtered())
        .put("new", records.newRsvps())
        .put("duplicate", records.duplicate())
        .put("stale", records.stale())
        .put("changed", records.changed());
    ObjectNode reasons = report.putObject("invalidReasons");
    invalidReasons().forEach(reasons::put);
    ObjectNode boards = report.putObject("boards");
    for (Dimension dimension : dimensions) {
      ObjectNode byWindow = boards.putObject(dimension.id());
      for (Window window : windows) {
        ArrayNode rows = byWindow.putArray(window.name());
        for (Row row : board(dimension, window, now, top)) {
          rows.addObject()
              .put("key", row.key())
              .put("rsvps", row.rsvps())
              .put("yes", row.yes())
              .put("no", row.no())
              .put("going", row.going());
        }
      }
    }
    return report;
  }
}
