package dev.meetuppulse.bench.jmh;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Draws curves as SVG: a column for each, one panel for time, boards and memory below each other.
 */
final class Chart {
  private static final int WIDTH = 200;
  private static final int HEIGHT = 150;
  private static final int LEFT = 24;
  private static final int TOP = 40;
  private static final int GAP = 24;
  private static final int PLOT = 90;
  private static final String STYLE =
      """
      <style>
        text { font: 10px system-ui, sans-serif; fill: #444 }
        .title { font-weight: 600; fill: #111 }
        path { fill: none; stroke-width: 1.8; stroke-linejoin: round }
        .axis { stroke: #bbb; stroke-width: 1 }
        .a { stroke: #0b6bcb } .b { stroke: #c2410c } .c { stroke: #888; stroke-dasharray: 4 3 }
        text.a { stroke: none; fill: #0b6bcb } text.b { stroke: none; fill: #c2410c }
        text.c { stroke: none; fill: #777 }
        @media (prefers-color-scheme: dark) {
          text { fill: #bbb } .title { fill: #eee } .axis { stroke: #555 }
          .a { stroke: #6cb6ff } .b { stroke: #ff9e64 } .c { stroke: #999 }
          text.a { fill: #6cb6ff } text.b { fill: #ff9e64 } text.c { fill: #aaa }
        }
      </style>
      """;

  private final StringBuilder svg = new StringBuilder();

  private Chart() {}

  private record ChartLine(String style, ToDoubleFunction<Figures> of) {}

  private static final List<ChartLine> NANOS =
      List.of(
          new ChartLine("c", Figures::whole),
          new ChartLine("a", Figures::counting),
          new ChartLine("b", Figures::ranking));

  static String draw(List<Curve> curves) {
    return new Chart().all(curves);
  }

  private String all(List<Curve> curves) {
    int width = LEFT + curves.size() * WIDTH;
    int height = TOP + 3 * HEIGHT;
    add("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\">%n", width, height);
    svg.append(STYLE);
    text(LEFT, 14, "a", "— counting and saving");
    text(LEFT + 130, 14, "b", "— ranking");
    text(LEFT + 200, 14, "c", "- - both, mean, with the collector and journals rewritten");
    double nanos = highest(curves, NANOS);
    List<ChartLine> boards = List.of(new ChartLine("b", Figures::boards));
    for (int i = 0; i < curves.size(); i++) {
      Curve curve = curves.get(i);
      int x = LEFT + i * WIDTH;
      List<ChartLine> held = List.of(new ChartLine("a", curve.held()::of));
      List<Curve> alone = List.of(curve);
      panel(curve, x, TOP, "ns a record, by " + curve.name(), nanos, NANOS);
      panel(curve, x, TOP + HEIGHT, "boards, µs", highest(alone, boards), boards);
      panel(curve, x, TOP + 2 * HEIGHT, curve.held().unit(), highest(alone, held), held);
    }
    return svg.append("</svg>\n").toString();
  }

  private static double highest(List<Curve> curves, List<ChartLine> lines) {
    return curves.stream()
        .flatMap(curve -> curve.points().stream())
        .flatMapToDouble(
            point -> lines.stream().mapToDouble(line -> line.of().applyAsDouble(point.figures())))
        .max()
        .orElseThrow();
  }

  private void panel(Curve curve, int x, int y, String title, double most, List<ChartLine> lines) {
    int bottom = y + 12 + PLOT;
    int wide = WIDTH - GAP;
    text(x, y, "title", title);
    add("<path class=\"axis\" d=\"M%d %dV%dH%d\"/>%n", x, y + 6, bottom, x + wide);
    List<Curve.CurvePoint> points = curve.points();
    double step = (double) wide / points.size();
    for (int i = 0; i < points.size(); i++) {
      String label = points.get(i).label().replaceAll(":.*", "");
      add(
          "<text text-anchor=\"middle\" x=\"%.1f\" y=\"%d\">%s</text>%n",
          x + step * (i + 0.5), bottom + 13, label);
    }
    for (ChartLine line : lines) {
      StringBuilder path = new StringBuilder();
      for (int i = 0; i < points.size(); i++) {
        double value = line.of().applyAsDouble(points.get(i).figures());
        path.append(
            String.format(
                Locale.ROOT,
                "%s%.1f %.1f",
                i == 0 ? "M" : "L",
                x + step * (i + 0.5),
                bottom - value / most * PLOT));
      }
      add("<path class=\"%s\" d=\"%s\"/>%n", line.style(), path);
      double last = line.of().applyAsDouble(points.get(points.size() - 1).figures());
      add(
          "<text class=\"%s\" text-anchor=\"end\" x=\"%d\" y=\"%.1f\">%,.0f</text>%n",
          line.style(), x + wide + 10, bottom - last / most * PLOT - 4, last);
    }
  }

  private void text(int x, int y, String style, String text) {
    add("<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>%n", style, x, y, text);
  }

  private void add(String format, Object... arguments) {
    svg.append(String.format(Locale.ROOT, format, arguments));
  }
}
