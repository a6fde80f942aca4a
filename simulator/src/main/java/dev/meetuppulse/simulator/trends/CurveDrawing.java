package dev.meetuppulse.simulator.trends;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Draws a sweep's results: a panel for each setting, and in it a line for each detector. */
public final class CurveDrawing {
  private static final List<Duration> LENGTHS =
      List.of(Duration.ofMinutes(10), Duration.ofHours(2), Duration.ofDays(1));
  private static final double DRAWN_FACTOR = 3;
  private static final double MIN_FALSE = 0.01;
  private static final double MAX_FALSE = 100;
  private static final double MIN_DELAY = 10;
  private static final double MAX_DELAY = 86_400;

  /**
   * For the chart by factor: each detector at its most lax level with at most this many false
   * alarms an hour.
   */
  private static final double ALLOWED_FALSE = 0.5;

  private static final List<String> FAMILIES =
      List.of(
          Contenders.ORACLE,
          Contenders.SURPRISE,
          Contenders.FIXED,
          Contenders.Z_SCORE,
          Contenders.FREQUENCY);

  private static final PanelGrid.Axis FALSE_ALARMS =
      PanelGrid.Axis.log(MIN_FALSE, MAX_FALSE, Map.of(0.01, "≤0.01", 1.0, "1", 100.0, "100"));
  private static final PanelGrid.Axis RECALL =
      PanelGrid.Axis.linear(0, 1, Map.of(0.0, "0", 0.5, "0.5", 1.0, "1"));
  private static final PanelGrid.Axis DELAY =
      PanelGrid.Axis.log(
          MIN_DELAY,
          MAX_DELAY,
          Map.of(10.0, "10 s", 60.0, "1 min", 3600.0, "1 h", 86_400.0, "1 d"));
  private static final PanelGrid.Axis FACTOR =
      PanelGrid.Axis.linear(2, 10, Map.of(2.0, "2×", 3.0, "3×", 6.0, "6×", 10.0, "10×"));

  private final List<CurveSweep.SettingScores> results;
  private final SvgText svg = new SvgText();

  private CurveDrawing(List<CurveSweep.SettingScores> results) {
    this.results = results;
  }

  /** An SVG that can be read in light and in dark. */
  public static String of(List<CurveSweep.SettingScores> results) {
    return new CurveDrawing(results).draw();
  }

  private String draw() {
    double top = svg.legend(FAMILIES);
    top =
        grid(
            top,
            "Recall against false alarms an hour, bursts of 3× the usual rate",
            FALSE_ALARMS,
            RECALL,
            (result, family) -> byFalseAlarms(result, family, Score::recall));
    top =
        grid(
            top,
            "Median delay against false alarms an hour, bursts of 3×",
            FALSE_ALARMS,
            DELAY,
            (result, family) -> byFalseAlarms(result, family, Score::medianDelaySeconds));
    top =
        grid(
            top,
            "Recall against the factor, at " + ALLOWED_FALSE + " false alarms an hour or less",
            FACTOR,
            RECALL,
            CurveDrawing::byFactor);
    return svg.finish(top);
  }

  /** The points of a detector's line in a setting's panel. */
  private interface CurvePoints {
    List<PanelGrid.Point> points(CurveSweep.SettingScores result, String family);
  }

  private double grid(
      double top, String title, PanelGrid.Axis across, PanelGrid.Axis up, CurvePoints curve) {
    Map<Double, List<CurveSweep.SettingScores>> byRate = new TreeMap<>();
    results.forEach(
        result ->
            byRate.computeIfAbsent(result.setting().rate(), rate -> new ArrayList<>()).add(result));
    PanelGrid grid = new PanelGrid(svg, top, across, up);
    grid.title(title, columns());
    int row = 0;
    for (Map.Entry<Double, List<CurveSweep.SettingScores>> rate : byRate.entrySet()) {
      grid.row(row, plain(rate.getKey()) + "/s");
      for (CurveSweep.SettingScores result : rate.getValue()) {
        int column = LENGTHS.indexOf(result.setting().length());
        int place = result.setting().local() ? LENGTHS.size() : 0;
        grid.panel(row, column + place);
        for (int family = 0; family < FAMILIES.size(); family++) {
          grid.line(row, column + place, family, curve.points(result, FAMILIES.get(family)));
        }
      }
      row++;
    }
    return grid.bottom(row);
  }

  private static List<String> columns() {
    List<String> names = new ArrayList<>();
    for (String place : List.of("everywhere", "in one city")) {
      List.of("10 minutes", "2 hours", "a day").forEach(length -> names.add(length + ", " + place));
    }
    return names;
  }

  private static List<PanelGrid.Point> byFalseAlarms(
      CurveSweep.SettingScores result, String family, ToDoubleFunction<Score> measure) {
    return result.scores().stream()
        .filter(score -> score.subject().family().equals(family))
        .map(score -> score.of(DRAWN_FACTOR))
        .map(score -> new PanelGrid.Point(score.falseAlarmsPerHour(), measure.applyAsDouble(score)))
        .filter(point -> !Double.isNaN(point.y()))
        .sorted(Comparator.comparingDouble(PanelGrid.Point::x))
        .toList();
  }

  private static List<PanelGrid.Point> byFactor(CurveSweep.SettingScores result, String family) {
    return result.scores().stream()
        .filter(score -> score.subject().family().equals(family))
        .filter(score -> score.falseAlarmsPerHour() <= ALLOWED_FALSE)
        .max(Comparator.comparingDouble(Score::recall))
        .map(
            best ->
                CurveSweep.FACTORS.stream()
                    .map(factor -> new PanelGrid.Point(factor, best.of(factor).recall()))
                    .toList())
        .orElse(List.of());
  }

  private static String plain(double number) {
    return number == Math.rint(number)
        ? String.format(Locale.ROOT, "%.0f", number)
        : Double.toString(number);
  }
}
