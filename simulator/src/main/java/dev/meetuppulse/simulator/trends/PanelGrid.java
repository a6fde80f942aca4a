package dev.meetuppulse.simulator.trends;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A grid of small charts with the same axes. */
final class PanelGrid {
  static final double LEFT = 74;
  private static final double TITLE = 46;
  private static final double WIDTH = 118;
  private static final double HEIGHT = 70;
  private static final double GAP = 28;
  private static final double ROW_GAP = 20;
  private static final double BELOW = 34;
  static final double TOTAL_WIDTH = LEFT + 6 * (WIDTH + GAP);

  /** A point in the units of the axes. */
  record Point(double x, double y) {}

  /**
   * An axis.
   *
   * @param ticks their labels, by value
   */
  record Axis(double least, double most, boolean isLog, Map<Double, String> ticks) {
    static Axis linear(double least, double most, Map<Double, String> ticks) {
      return new Axis(least, most, false, new TreeMap<>(ticks));
    }

    static Axis log(double least, double most, Map<Double, String> ticks) {
      return new Axis(least, most, true, new TreeMap<>(ticks));
    }

    /** Where a value is, from 0 to 1; beyond an end it is at the end. */
    private double place(double value) {
      double within = Math.max(least, Math.min(most, value));
      return isLog
          ? Math.log(within / least) / Math.log(most / least)
          : (within - least) / (most - least);
    }
  }

  private final SvgText svg;
  private final double top;
  private final Axis across;
  private final Axis up;

  PanelGrid(SvgText svg, double top, Axis across, Axis up) {
    this.svg = svg;
    this.top = top;
    this.across = across;
    this.up = up;
  }

  void title(String title, List<String> columns) {
    svg.text(0, top + 16, "title", title);
    for (int i = 0; i < columns.size(); i++) {
      svg.text(left(i), top + TITLE - 8, "head", columns.get(i));
    }
  }

  void row(int row, String name) {
    svg.text(0, upper(row) + HEIGHT / 2 + 4, "head", name);
  }

  /** An empty chart with its axes. */
  void panel(int row, int column) {
    double x = left(column);
    double y = upper(row);
    svg.frame(x, y, WIDTH, HEIGHT);
    up.ticks()
        .forEach(
            (value, label) -> {
              double at = y + HEIGHT * (1 - up.place(value));
              svg.line("grid", x, at, x + WIDTH, at);
              svg.text(x - 4, at + 3, "tick end", label);
            });
    across
        .ticks()
        .forEach(
            (value, label) -> {
              double at = x + WIDTH * across.place(value);
              svg.line("grid", at, y, at, y + HEIGHT);
              svg.text(at, y + HEIGHT + 11, "tick middle", label);
            });
  }

  /** A line of a color through the points, from left to right. */
  void line(int row, int column, int color, List<Point> points) {
    svg.curve(
        color,
        points.stream()
            .map(
                point ->
                    new Point(
                        left(column) + WIDTH * across.place(point.x()),
                        upper(row) + HEIGHT * (1 - up.place(point.y()))))
            .toList());
  }

  /** Where the next grid may begin. */
  double bottom(int rows) {
    return upper(rows) + BELOW;
  }

  private double left(int column) {
    return LEFT + column * (WIDTH + GAP);
  }

  private double upper(int row) {
    return top + TITLE + row * (HEIGHT + ROW_GAP);
  }
}
