package dev.meetuppulse.bench.jmh;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Figures as one thing grows.
 *
 * @param name of what grows
 * @param held how memory is labelled
 */
record Curve(String name, MemoryUnit held, List<CurvePoint> points) {

  /**
   * A point.
   *
   * @param label how much of what grows
   */
  record CurvePoint(String label, Figures figures) {}

  /** The unit that memory is divided by. */
  enum MemoryUnit {
    MEGABYTES("MB", Figures::megabytes),
    BY_TOPIC("bytes a topic", Figures::bytesPerTopic),
    BY_ID("bytes an id", Figures::bytesPerId);

    private final String unit;
    private final ToDoubleFunction<Figures> number;

    MemoryUnit(String unit, ToDoubleFunction<Figures> number) {
      this.unit = unit;
      this.number = number;
    }

    String unit() {
      return unit;
    }

    double of(Figures figures) {
      return number.applyAsDouble(figures);
    }
  }

  static final String HEADER =
      "| | counting, ns | ranking, ns | rewriting, ns | whole, ns | boards, µs | held |\n"
          + "|---|---|---|---|---|---|---|";

  /** A line of a table in Markdown. */
  String row(CurvePoint point) {
    Figures figures = point.figures();
    return String.format(
        Locale.ROOT,
        "| %s %s | %,.0f | %,.0f | %,.0f | %,.0f | %,.0f | %,.0f %s |",
        point.label(),
        name,
        figures.counting(),
        figures.ranking(),
        figures.rewriting(),
        figures.whole(),
        figures.boards(),
        held.of(figures),
        held.unit());
  }
}
