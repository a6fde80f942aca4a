package dev.meetuppulse.bolts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.meetuppulse.core.board.Trends;
import dev.meetuppulse.core.rsvp.Key;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.trend.Change;
import dev.meetuppulse.core.trend.Trend;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.kafka.testing.KafkaFixture;
import dev.meetuppulse.spouts.testing.TaskContexts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.storm.tuple.Fields;
import org.junit.jupiter.api.Test;

/** On a real broker. */
class AnnounceBoltTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @Test
  void change_isReportedOnce_andNotWhatRoseBefore() throws Exception {
    try (KafkaFixture kafka = KafkaFixture.create()) {
      AnnounceBolt bolt =
          new AnnounceBolt(
              Settings.of(
                  Map.of(
                      Setting.KAFKA_BOOTSTRAP, kafka.bootstrap(),
                      Setting.KAFKA_CHANGES, "changes",
                      Setting.KAFKA_PARTITIONS, "1")),
              PATIENCE);
      Emissions emissions = new Emissions();
      bolt.prepare(Map.of(), TaskContexts.task("announce", 0, 1), emissions.collector());
      Change old = change(50, "old");
      Change fresh = change(150, "fresh");
      execute(bolt, 100, old);
      Change sameTime = change(150, "same-time");
      Change last = change(250, "last");
      execute(bolt, 200, fresh, old);
      execute(bolt, 210, sameTime, fresh, old);
      execute(bolt, 300, last, sameTime, fresh, old);
      // The clock is set back.
      execute(bolt, 90, last, sameTime, fresh, old);
      execute(bolt, 130, change(120, "after"), last, sameTime, fresh, old);
      bolt.cleanup();
      assertThat(emissions.acked).hasSize(6);

      List<ConsumerRecord<String, byte[]>> announced = kafka.records("changes");
      assertThat(announced)
          .extracting(ConsumerRecord::key)
          .containsExactly("topics:fresh", "topics:same-time", "topics:last", "topics:after");
      JsonNode json = new ObjectMapper().readTree(announced.get(0).value());
      assertThat(json.path("sentence").asText()).contains("Fresh is trending in Austin, TX");
    }
  }

  private static void execute(AnnounceBolt bolt, long clock, Change... changes) {
    bolt.execute(
        TaskContexts.tuple(
            "rank",
            RankBolt.TRENDS_STREAM,
            new Fields(RankBolt.TRENDS),
            List.of(new Trends(clock, 1, true, List.of(), List.of(), List.of(changes)))));
  }

  private static Change change(long at, String name) {
    String label = Character.toUpperCase(name.charAt(0)) + name.substring(1);
    return new Change(
        at,
        Dimension.TOPICS,
        new Key(name, label),
        "Austin, TX",
        new Trend(0, 5, 12, 3, 0),
        List.of());
  }
}
