package dev.meetuppulse.drill;

import static dev.meetuppulse.drill.UnderLoad.LIMIT;

import dev.meetuppulse.cluster.Server.Kind;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.drill.Scenario.Needs;
import dev.meetuppulse.drill.Scenario.Part;
import dev.meetuppulse.kafka.Topics;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** A broker that restarts or stands still, and a topic that is deleted and created again. */
final class KafkaScenarios implements ScenarioGroup {
  private final UnderLoad underLoad;

  KafkaScenarios(UnderLoad underLoad) {
    this.underLoad = underLoad;
  }

  @Override
  public List<Scenario> scenarios() {
    return List.of(
        scenario(
            Fault.KAFKA_RESTART,
            Needs.LOAD,
            here -> ServerFaults.restart(here, ServerFaults.first(here, Kind.KAFKA), () -> {})),
        scenario(
            Fault.KAFKA_PAUSE,
            Needs.LOAD,
            here -> ServerFaults.pause(here, ServerFaults.first(here, Kind.KAFKA))),
        scenario(Fault.TOPIC_RESET, Needs.LAST, this::resetTopic));
  }

  private static Scenario scenario(Fault fault, Needs needs, Scenario.Injection injection) {
    return new Scenario(fault.id(), "", Set.of(Part.KAFKA), needs, injection);
  }

  /** Records that Kafka no longer holds can't be counted: all are counted before the topic goes. */
  private double resetTopic(Environment here) throws Exception {
    underLoad.run(here, nothing -> 0);
    here.awaitAll(LIMIT);
    String topic = here.settings().text(Setting.KAFKA_TOPIC);
    try (Admin admin = here.offsets().admin()) {
      admin.deleteTopics(List.of(topic)).all().get();
      Poll.until(() -> !exists(admin, topic), LIMIT);
    }
    Topics.ensure(here.settings());
    long since = System.currentTimeMillis();
    double rate = underLoad.options().rate();
    try (Load load = here.traffic().load(rate, UnderLoad.STREAM_RATE, 0)) {
      Poll.until(() -> load.sent() >= rate, LIMIT);
      double seconds = here.boards().awaitFresh(since, here.offsets().ends(), LIMIT);
      underLoad.awaitSent(load);
      load.finish();
      return seconds;
    }
  }

  private static boolean exists(Admin admin, String topic) {
    try {
      return admin.listTopics().names().get().contains(topic);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      return true;
    }
  }
}
