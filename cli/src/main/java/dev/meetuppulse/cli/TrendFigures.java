package dev.meetuppulse.cli;

import dev.meetuppulse.simulator.trends.CurveSweep;
import dev.meetuppulse.simulator.trends.Score;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures of an evaluation of trends, as JSON and as tables. */
final class TrendFigures {
  private TrendFigures() {}

  static String json(List<Score> scores) {
    return PrettyJson.of(Map.of("detectors", scores.stream().map(TrendFigures::figures).toList()))
        + "\n";
  }

  private static Map<String, Object> figures(Score score) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("detector", score.detector());
    figures.put("bursts", score.bursts());
    figures.put("found", score.found());
    figures.put("recall", score.recall());
    figures.put("precision", score.precision());
    figures.put("medianDelaySeconds", score.found() == 0 ? null : score.medianDelaySeconds());
    figures.put("falseAlarms", score.falseAlarms());
    figures.put("falseAlarmsPerHour", score.falseAlarmsPerHour());
    figures.put("carried", score.carried());
    figures.put("hours", score.hours());
    return figures;
  }

  static String table(List<Score> scores) {
    StringBuilder table =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%-24s %6s %6s %9s %8s %14s %7s%n",
                "way",
                "bursts",
                "recall",
                "precision",
                "delay",
                "false an hour",
                "carried"));
    for (Score score : scores) {
      table.append(
          String.format(
              Locale.ROOT,
              "%-24s %6d %6.2f %9.2f %8s %14.2f %7d%n",
              score.detector(),
              score.bursts(),
              score.recall(),
              score.precision(),
              delay(score),
              score.falseAlarmsPerHour(),
              score.carried()));
    }
    return table.toString();
  }

  private static String delay(Score score) {
    return score.found() == 0 ? "-" : Math.round(score.medianDelaySeconds()) + " s";
  }

  /** Such as "1.3/s, bursts of 2 h in one city". */
  static String name(CurveSweep.SweepSetting setting) {
    return setting.rate()
        + "/s, bursts of "
        + length(setting.length())
        + (setting.local() ? " in one city" : " everywhere");
  }

  private static String length(Duration length) {
    return length.toHours() > 0 ? length.toHours() + " h" : length.toMinutes() + " min";
  }

  static String sweepJson(List<CurveSweep.SettingScores> results) {
    return PrettyJson.of(Map.of("settings", results.stream().map(TrendFigures::setting).toList()))
        + "\n";
  }

  private static Map<String, Object> setting(CurveSweep.SettingScores result) {
    Map<String, Object> setting = new LinkedHashMap<>();
    setting.put("rate", result.setting().rate());
    setting.put("burstSeconds", result.setting().length().toSeconds());
    setting.put("local", result.setting().local());
    setting.put("points", result.scores().stream().map(TrendFigures::point).toList());
    return setting;
  }

  private static Map<String, Object> point(Score score) {
    Map<String, Object> point = new LinkedHashMap<>();
    point.put("way", score.subject().family());
    point.put("level", score.subject().level());
    point.putAll(figures(score));
    point.put(
        "factors",
        CurveSweep.FACTORS.stream()
            .map(
                factor -> {
                  Score of = score.of(factor);
                  Map<String, Object> figures = new LinkedHashMap<>();
                  figures.put("factor", factor);
                  figures.put("bursts", of.bursts());
                  figures.put("recall", of.recall());
                  figures.put(
                      "medianDelaySeconds", of.found() == 0 ? null : of.medianDelaySeconds());
                  return figures;
                })
            .toList());
    return point;
  }

  static String sweepTable(List<CurveSweep.SettingScores> results) {
    StringBuilder table = new StringBuilder();
    for (CurveSweep.SettingScores result : results) {
      table.append(
          String.format(
              Locale.ROOT, "%n%s%n%-24s %14s", name(result.setting()), "way", "false an hour"));
      CurveSweep.FACTORS.forEach(
          factor -> table.append(String.format(Locale.ROOT, "%16.0f×", factor)));
      table.append("\n");
      for (Score score : result.scores()) {
        table.append(
            String.format(
                Locale.ROOT,
                "%-24s %14.2f",
                score.subject().family() + " at " + score.subject().level(),
                score.falseAlarmsPerHour()));
        CurveSweep.FACTORS.forEach(
            factor ->
                table.append(
                    String.format(
                        Locale.ROOT,
                        "%9.2f %7s",
                        score.of(factor).recall(),
                        delay(score.of(factor)))));
        table.append("\n");
      }
    }
    return table.toString();
  }
}
