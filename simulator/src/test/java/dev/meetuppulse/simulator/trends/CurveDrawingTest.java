package dev.meetuppulse.simulator.trends;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class CurveDrawingTest {
  @Test
  void aPanelForEachSetting_withALineForEachDetector() throws Exception {
    CurveSweep.SweepSetting setting =
        new CurveSweep.SweepSetting(1.3, Duration.ofMinutes(10), false);
    Document svg =
        parsed(
            CurveDrawing.of(
                List.of(
                    new CurveSweep.SettingScores(
                        setting,
                        List.of(
                            score("surprise", 0.2, 1),
                            score("surprise", 1, 9),
                            score("oracle", 3, 0))),
                    new CurveSweep.SettingScores(
                        new CurveSweep.SweepSetting(20, Duration.ofHours(2), true),
                        List.of(score("z-score", 5, 40))))));
    // Two settings in each of three charts.
    assertThat(svg.getElementsByTagName("rect").getLength()).isEqualTo(1 + 2 * 3);
    // A line for each name in the legend; recall, delay, and recall by factor.
    assertThat(svg.getElementsByTagName("polyline").getLength()).isEqualTo(5 + 4);
    assertThat(svg.getDocumentElement().getTextContent())
        .contains("1.3/s", "20/s", "in one city", "prefers-color-scheme");
  }

  @Test
  void whatFoundNothing_hasNoDelay() throws Exception {
    Score none =
        score("surprise", 0.2, 1, new Score.BurstOutcome(3, -1), new Score.BurstOutcome(3, -1));
    assertThat(none.medianDelaySeconds()).isNaN();
    String svg =
        CurveDrawing.of(
            List.of(
                new CurveSweep.SettingScores(
                    new CurveSweep.SweepSetting(1.3, Duration.ofMinutes(10), false),
                    List.of(none))));
    assertThat(svg).doesNotContain("NaN");
    parsed(svg);
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  private static Score score(String family, double level, int falseAlarms) {
    return score(
        family,
        level,
        falseAlarms,
        new Score.BurstOutcome(2, -1),
        new Score.BurstOutcome(3, 60_000),
        new Score.BurstOutcome(6, 30_000),
        new Score.BurstOutcome(10, 20_000));
  }

  private static Score score(
      String family, double level, int falseAlarms, Score.BurstOutcome... outcomes) {
    return new Score(
        new Score.JudgedDetector(family, family + " " + level, level),
        List.of(outcomes),
        0,
        falseAlarms,
        20);
  }
}
