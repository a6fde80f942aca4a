package dev.meetuppulse.web.page;

import dev.meetuppulse.core.board.Measure;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.web.boards.Catalog;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A group of buttons; one of them is chosen. */
record SegmentModel(String id, String legend, String name, List<Option> choices) {
  static final List<Integer> SIZES = List.of(5, 10, 20, 50);

  /** One of the buttons. */
  record Option(String value, String label, boolean checked) {}

  /** The page's groups. */
  static List<SegmentModel> all(PageOptions options) {
    Catalog catalog = options.query().catalog();
    return List.of(
        new SegmentModel(
            "windows",
            "Window",
            "window",
            choices(
                catalog.windowNames(),
                options.query().window().name(),
                name -> name.equals("all") ? "All" : name)),
        new SegmentModel(
            "views",
            "Show",
            "view",
            choices(PageOptions.views(catalog), options.view(), SegmentModel::viewName)),
        new SegmentModel(
            "sizes",
            "Rows",
            "rows",
            choices(
                sizes(catalog).stream().map(String::valueOf).toList(),
                String.valueOf(options.query().rows()),
                UnaryOperator.identity())),
        new SegmentModel(
            "measures",
            "Measure",
            "measure",
            choices(
                Stream.of(Measure.values()).map(Measure::id).toList(),
                options.query().measure().id(),
                id -> id.equals("going") ? "Going" : "RSVPs")));
  }

  /** Numbers of rows that can be chosen. */
  static List<Integer> sizes(Catalog catalog) {
    return SIZES.stream().filter(size -> size <= catalog.mostRows()).toList();
  }

  private static String viewName(String view) {
    return switch (view) {
      case PageOptions.OVERVIEW -> "Overview";
      case PageOptions.TRENDING -> "Trending";
      default -> Words.title(Dimension.of(view));
    };
  }

  private static List<Option> choices(
      List<String> values, String chosen, UnaryOperator<String> label) {
    return values.stream()
        .map(value -> new Option(value, label.apply(value), value.equals(chosen)))
        .toList();
  }
}
