package dev.meetuppulse.web;

import dev.meetuppulse.core.config.Setting;
import dev.meetuppulse.core.config.Settings;
import dev.meetuppulse.core.count.Dimension;
import dev.meetuppulse.core.count.Window;
import io.javalin.http.Context;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads what a request asks for; what is not allowed is a 400 that says what is. */
final class Query {
  static final int DEFAULT_ROWS = 10;
  private static final String DEFAULT_WINDOW = "5m";

  private final List<String> windows;
  private final List<Dimension> dimensions;
  private final int mostRows;

  Query(Settings settings) {
    this.windows = settings.windows().stream().map(Window::name).toList();
    this.dimensions = settings.dimensions();
    this.mostRows = settings.integer(Setting.COUNT_TOP);
  }

  List<String> windows() {
    return windows;
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
      throw new BadRequest("window", window, "one of " + String.join(", ", windows));
    }
    return window;
  }

  Dimension dimension(Context context) {
    String id = context.pathParam("dimension");
    return dimensions.stream()
        .filter(dimension -> dimension.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new BadRequest("dimension", id, "one of " + names()));
  }

  int rows(Context context, int defaultRows) {
    String text = context.queryParam("rows");
    if (text == null) {
      return Math.min(defaultRows, mostRows);
    }
    if (!text.matches("\\d{1,4}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > mostRows) {
      throw new BadRequest("rows", text, "a whole number from 1 to " + mostRows);
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

  /** A moment of the past in ms since the epoch, or null for now. */
  Long at(Context context) {
    String text = context.queryParam("at");
    if (text == null) {
      return null;
    }
    if (!text.matches("\\d{1,15}")) {
      throw new BadRequest("at", text, "ms since the epoch");
    }
    return Long.valueOf(text);
  }

  /** Refuses parameters that would be ignored. */
  void only(Context context, String... known) {
    Set<String> unknown = new TreeSet<>(context.queryParamMap().keySet());
    unknown.removeAll(Set.of(known));
    if (!unknown.isEmpty()) {
      throw new BadRequest(
          "parameter",
          unknown.iterator().next(),
          known.length == 0 ? "none" : "one of " + String.join(", ", known));
    }
  }

  private String names() {
    return dimensions.stream().map(Dimension::id).collect(Collectors.joining(", "));
  }
}
