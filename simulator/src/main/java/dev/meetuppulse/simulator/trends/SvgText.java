package dev.meetuppulse.simulator.trends;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes an SVG; its colors follow whether the reader prefers light or dark. */
final class SvgText {
  private static final String STYLE =
      """
      <style>
      :root{--page:#fff;--ink:#222;--faint:#ddd;--c0:#888;--c1:#0b62c4;--c2:#b3540a;--c3:#26823c;--c4:#9b3fb5}
      @media(prefers-color-scheme:dark){:root{--page:#14171c;--ink:#e4e6ea;--faint:#353b45;--c0:#9aa0a8;--c1:#62a8ff;--c2:#f0a056;--c3:#6bcb80;--c4:#d58bea}}
      .page{fill:var(--page)}
      text{font:10px system-ui,sans-serif;fill:var(--ink)}
      .title{font-size:13px;font-weight:600}
      .tick{font-size:8px}.end{text-anchor:end}.middle{text-anchor:middle}
      .grid{stroke:var(--faint)}.frame{fill:none;stroke:var(--faint)}
      polyline{fill:none;stroke-width:1.6;stroke-linejoin:round}
      .s0{stroke:var(--c0);stroke-dasharray:4 3}.s1{stroke:var(--c1);stroke-width:2.4}.s2{stroke:var(--c2)}.s3{stroke:var(--c3)}.s4{stroke:var(--c4)}
      .f0{fill:var(--c0)}.f1{fill:var(--c1)}.f2{fill:var(--c2)}.f3{fill:var(--c3)}.f4{fill:var(--c4)}
      </style>
      """;

  private static final double MARGIN = 12;
  private static final double LEGEND_STEP = 130;
  private static final double LEGEND_HEIGHT = 30;

  private final StringBuilder body = new StringBuilder();

  /** A colored line and its name, for each; returns the top of what follows. */
  double legend(List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      double x = i * LEGEND_STEP;
      curve(i, List.of(new PanelGrid.Point(x, 8), new PanelGrid.Point(x + 22, 8)));
      text(x + 28, 12, "head", names.get(i));
    }
    return LEGEND_HEIGHT;
  }

  void text(double x, double y, String kind, String text) {
    add("<text x=\"%.1f\" y=\"%.1f\" class=\"%s\">%s</text>%n", x, y, kind, text);
  }

  void line(String kind, double fromX, double fromY, double toX, double toY) {
    add("<path class=\"%s\" d=\"M%.1f %.1fL%.1f %.1f\"/>%n", kind, fromX, fromY, toX, toY);
  }

  void frame(double x, double y, double width, double height) {
    String form = "<rect class=\"frame\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>%n";
    add(form, x, y, width, height);
  }

  /** A line through points, each of them marked. */
  void curve(int color, List<PanelGrid.Point> points) {
    String path =
        points.stream()
            .map(point -> format("%.1f,%.1f", point.x(), point.y()))
            .collect(Collectors.joining(" "));
    if (points.size() > 1) {
      add("<polyline class=\"s%d\" points=\"%s\"/>%n", color, path);
    }
    for (PanelGrid.Point point : points) {
      add("<circle class=\"f%d\" cx=\"%.1f\" cy=\"%.1f\" r=\"2\"/>%n", color, point.x(), point.y());
    }
  }

  /**
   * The whole file.
   *
   * @param height of the drawing
   */
  String finish(double height) {
    double width = PanelGrid.TOTAL_WIDTH + 2 * MARGIN;
    double tall = height + 2 * MARGIN;
    String head = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"%.0f %.0f %.0f %.0f\">%n";
    String page = "<rect class=\"page\" x=\"%.0f\" y=\"%.0f\" width=\"%.0f\" height=\"%.0f\"/>%n";
    return format(head, -MARGIN, -MARGIN, width, tall)
        + STYLE
        + format(page, -MARGIN, -MARGIN, width, tall)
        + body
        + "</svg>\n";
  }

  private void add(String form, Object... values) {
    body.append(format(form, values));
  }

  private static String format(String form, Object... values) {
    return String.format(Locale.ROOT, form, values);
  }
}
