package dev.meetuppulse.spouts;

import static org.apache.storm.kafka.spout.FirstPollOffsetStrategy.EARLIEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.kafka.testing.KafkaFixture;
import dev.meetuppulse.spouts.testing.MemoryStores;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.Test;

/** An outage of Kafka puts only our own lines into a worker's log. */
class QuietLogTest {

  private static final class LineAppender extends AbstractAppender {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private LineAppender() {
      super("lines", null, null, true, Property.EMPTY_ARRAY);
    }

    @Override
    public void append(LogEvent event) {
      lines.add(event.getLoggerName() + " " + event.getMessage().getFormattedMessage());
    }

    private static LineAppender attached() {
      LineAppender log = new LineAppender();
      log.start();
      context().getConfiguration().getRootLogger().addAppender(log, null, null);
      return log;
    }

    private void detach() {
      context().getConfiguration().getRootLogger().removeAppender(getName());
    }

    private List<String> of(String logger) {
      return lines.stream().filter(line -> line.startsWith(logger)).toList();
    }
  }

  private static LoggerContext context() {
    return (LoggerContext) LogManager.getContext(false);
  }

  @Test
  void answersThatFetchesFailWith_areLogged_butNotEachTime() {
    LineAppender log = LineAppender.attached();
    String fetches = "org.apache.kafka.clients.consumer.internals.FetchCollector";
    // Another test may have had what it lets through.
    context().getConfiguration().removeLogger(fetches);
    try {
      QuietClients.apply();
      for (int i = 0; i < 1_000; i++) {
        LogManager.getLogger(fetches).warn("Unknown server error while fetching");
      }
      assertThat(log.of(fetches)).hasSizeBetween(1, 10);
    } finally {
      log.detach();
    }
  }

  @Test
  void outage_isOneLineWhenItBegins_andOneWhenItEnds() throws Exception {
    LineAppender log = LineAppender.attached();
    String topic = "quiet";
    try (KafkaFixture kafka = KafkaFixture.create()) {
      kafka.createTopic(topic, 2, Map.of());
      try (SpoutRun run =
          new SpoutRun(
              kafka.bootstrap(),
              topic,
              new MemoryStores(topic),
              SpoutRun.options(10, 100),
              EARLIEST)) {
        run.until("a start", () -> !run.emitted.isEmpty());
        kafka.stop();
        log.lines.clear();
        run.until("told again and again", () -> run.down.size() >= 5);
        kafka.start();
        run.until("told that it is back", () -> run.down.contains(false));
        assertThat(log.of("org.apache.kafka.clients.")).isEmpty();
        assertThat(log.of("dev.meetuppulse."))
            .hasSize(2)
            .satisfiesExactly(
                line -> assertThat(line).contains("can't ask Kafka about topic quiet"),
                line -> assertThat(line).contains("can be asked about again"));
      }
    } finally {
      log.detach();
    }
  }
}
