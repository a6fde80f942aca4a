package dev.meetuppulse.meetup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeetupOptionsTest {
  private static final MeetupOptions.Targets NETWORK =
      new MeetupOptions.Targets(List.of("n"), List.of());

  @Test
  void stateFile_dependsOnSourceAndTopicAlone() {
    MeetupOptions options = MeetupOptions.of(Settings.defaults(), NETWORK);
    MeetupOptions others =
        MeetupOptions.of(
            Settings.of(Map.of(Setting.KAFKA_BOOTSTRAP, "renamed:9092")),
            new MeetupOptions.Targets(List.of(), List.of("g", "h")));
    MeetupOptions anotherTopic =
        MeetupOptions.of(Settings.of(Map.of(Setting.KAFKA_TOPIC, "x")), NETWORK);

    assertThat(others.stateFile()).isEqualTo(options.stateFile());
    assertThat(others.purpose("1")).isEqualTo(options.purpose("1"));
    assertThat(options.purpose("2")).isNotEqualTo(options.purpose("1"));
    assertThat(anotherTopic.stateFile()).isNotEqualTo(options.stateFile());
  }

  @Test
  void shortMemory_theCountForgetsBeforeEventsTakePlace() {
    assertThat(MeetupOptions.of(Settings.defaults(), NETWORK).shortMemory())
        .hasValue(
            "count.remember is 25h, and events are watched for 60 days: an RSVP that changes, or is"
                + " sent again, after it was forgotten counts twice; set count.remember to 60d for"
                + " the count");
    Settings settings = Settings.of(Map.of(Setting.COUNT_REMEMBER, "60d"));
    assertThat(MeetupOptions.of(settings, NETWORK).shortMemory()).isEmpty();
  }
}
