package dev.meetuppulse.web;

import dev.meetuppulse.core.board.Explorer;
import dev.meetuppulse.core.board.Filter;
import dev.meetuppulse.core.board.Measure;
import dev.meetuppulse.core.board.Selection;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what a request asks for; what is not allowed is a 400 that says what is. */
final class Query {
  static final int DEFAULT_ROWS = 10;
  private static final String DEFAULT_WINDOW = "5m";
  private static final int LONGEST_KEY = 1_000;
  private static final Map<String, Dimension> FILTERS = new LinkedHashMap<>();

  static {
    FILTERS.put("city", Dimension.CITIES);
    FILTERS.put("topic", Dimension.TOPICS);
    FILTERS.put("state", Dimension.STATES);
    FILTERS.put("group", Dimension.GROUPS);
    FILTERS.put("event", Dimension.EVENTS);
  }

  /** Parameters of a question about boards. */
  static final String[] OF_BOARDS =
      Stream.concat(Stream.of("rows", "at", "measure"), FILTERS.keySet().stream())
          .toArray(String[]::new);

  /** Parameters of a question about the last hour. */
  static final String[] OF_HISTORY =
      Stream.of(OF_BOARDS).filter(name -> !name.equals("at")).toArray(String[]::new);

  private final List<String> windows;
  private final List<String> remembered;
  private final List<Dimension> dimensions;
  private final int mostRows;

  Query(Settings settings) {
    this.windows = settings.windows().stream().map(Window::name).toList();
    this.remembered =
        settings.windows().stream()
            .filter(window -> Explorer.remembers(window, settings.windows()))
            .map(Window::name)
            .toList();
    this.dimensions = settings.dimensions();
    this.mostRows = settings.integer(Setting.COUNT_TOP);
  }

  List<String> windows() {
    return windows;
  }

  /** Those whose past can be filtered and ranked by going too. */
  List<String> remembered() {
    return remembered;
  }

  List<Dimension> dimensions() {
    return dimensions;
  }

  int mostRows() {
    return mostRows;
  }

  String window(Context context) {
    String window = context.pathParam("window");
    if (!windows.contains(window)) {
      throw BadRequest.unknown("window", window, "one of " + String.join(", ", windows));
    }
    return window;
  }

  Dimension dimension(Context context) {
    String id = context.pathParam("dimension");
    return dimensions.stream()
        .filter(dimension -> dimension.id().equals(id))
        .findFirst()
        .orElseThrow(() -> BadRequest.unknown("dimension", id, "one of " + names()));
  }

  int rows(Context context, int defaultRows) {
    String text = context.queryParam("rows");
    if (text == null) {
      return Math.min(defaultRows, mostRows);
    }
    if (!text.matches("\\d{1,4}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > mostRows) {
      throw BadRequest.unknown("rows", text, "a whole number from 1 to " + mostRows);
    }
    return Integer.parseInt(text);
  }

  /** The page's window: any other than those there are is the default. */
  String pageWindow(Context context) {
    String window = context.queryParam("window");
    return windows.contains(window)
        ? window
        : windows.contains(DEFAULT_WINDOW) ? DEFAULT_WINDOW : windows.get(0);
  }

  /** The page's rows: any other number than those allowed is the default. */
  int pageRows(Context context) {
    try {
      return rows(context, DEFAULT_ROWS);
    } catch (BadRequest e) {
      return Math.min(DEFAULT_ROWS, mostRows);
    }
  }

  /** The page's selection: any that is not allowed is none. */
  Selection pageSelection(Context context) {
    try {
      return selection(context, pageWindow(context), context.queryParam("at") != null);
    } catch (BadRequest e) {
      return null;
    }
  }

  /** A moment of the past in ms since the epoch, or null for now. */
  Long at(Context context) {
    String text = context.queryParam("at");
    if (text == null) {
      return null;
    }
    if (!text.matches("\\d{1,15}")) {
      throw BadRequest.unknown("at", text, "ms since the epoch");
    }
    return Long.valueOf(text);
  }

  /**
   * What to look at, or null for what is published: all RSVPs, ranked by them.
   *
   * @param window of the boards; cells of {@code all} are not kept, so nothing else is known of it
   * @param past whether the last hour is asked for, not now
   */
  Selection selection(Context context, String window, boolean past) {
    Measure measure = measure(context);
    Filter filter = filter(context);
    if (filter == null && measure == Measure.RSVPS) {
      return null;
    }
    String what = filter == null ? "ranked by " + measure.id() : "filtered";
    if (window.equals(Window.ALL.name())) {
      throw new BadRequest("the window all can't be " + what + "; ask for another");
    }
    if (past && !remembered.contains(window)) {
      throw new BadRequest(
          "the past of the window "
              + window
              + " can't be "
              + what
              + (remembered.isEmpty()
                  ? ""
                  : "; that of " + String.join(", ", remembered) + " can"));
    }
    return new Selection(filter, measure);
  }

  private static Measure measure(Context context) {
    String id = context.queryParam("measure");
    return id == null
        ? Measure.RSVPS
        : Stream.of(Measure.values())
            .filter(measure -> measure.id().equals(id))
            .findFirst()
            .orElseThrow(
                () ->
                    BadRequest.unknown(
                        "measure",
                        id,
                        "one of "
                            + Stream.of(Measure.values())
                                .map(Measure::id)
                                .collect(Collectors.joining(", "))));
  }

  /** Which RSVPs to look at, or null for all. */
  private Filter filter(Context context) {
    List<Map.Entry<String, Dimension>> given =
        FILTERS.entrySet().stream()
            .filter(filter -> context.queryParam(filter.getKey()) != null)
            .toList();
    if (given.isEmpty()) {
      return null;
    }
    String name = given.get(0).getKey();
    if (given.size() > 1) {
      throw new BadRequest(
          name + " and " + given.get(1).getKey() + " can't both filter; ask for one");
    }
    if (!dimensions.contains(given.get(0).getValue())) {
      throw new BadRequest("there is no filter by " + name + "; only " + names() + " are counted");
    }
    String key = context.queryParam(name);
    if (key.isBlank() || key.length() > LONGEST_KEY) {
      throw BadRequest.unknown(name, key, "text of 1 to " + LONGEST_KEY + " characters");
    }
    return new Filter(given.get(0).getValue(), key);
  }

  /** Refuses parameters that would be ignored. */
  void only(Context context, String... known) {
    Set<String> unknown = new TreeSet<>(context.queryParamMap().keySet());
    unknown.removeAll(Set.of(known));
    if (!unknown.isEmpty()) {
      throw BadRequest.unknown(
          "parameter",
          unknown.iterator().next(),
          known.length == 0 ? "none" : "one of " + String.join(", ", known));
    }
  }

  private String names() {
    return dimensions.stream().map(Dimension::id).collect(Collectors.joining(", "));
  }
}
