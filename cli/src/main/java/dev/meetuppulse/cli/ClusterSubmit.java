package dev.meetuppulse.cli;

import dev.meetuppulse.cluster.Cluster;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.kafka.TopicFitness;
import dev.meetuppulse.kafka.Topics;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Submits the topology. */
@Command(
    name = "submit",
    header = "Submit the topology, as 'storm jar' would; it resumes from the saved state.",
    footer = {
      "",
      "Kafka and Redis are the cluster's own; all other settings apply. Two workers if no",
      "setting says otherwise.",
      "",
      "Example:",
      "  scripts/pulse cluster submit --set topology.workers=3",
    })
final class ClusterSubmit extends ClusterAction {
  private static final int USUAL_WORKERS = 2;

  @Mixin private OwnServerOptions options;

  ClusterSubmit(CommandContext context) {
    super(context);
  }

  @Override
  int run(ClusterOptions place) throws InterruptedException {
    Settings asked = options.load(context);
    Cluster cluster = place.findUp();
    Settings settings = cluster.settings(asked);
    if (!asked.isGiven(Setting.TOPOLOGY_WORKERS)) {
      settings =
          settings.with(
              Map.of(
                  Setting.TOPOLOGY_WORKERS,
                  Integer.toString(Math.min(USUAL_WORKERS, cluster.slots()))));
    }
    Topics.ensure(settings);
    TopicFitness.troubles(settings).forEach(trouble -> context.say(trouble.text()));
    cluster.submit(settings);
    context.say(
        settings.text(Setting.TOPOLOGY_NAME)
            + " is submitted: it reads topic "
            + settings.text(Setting.KAFKA_TOPIC)
            + " at "
            + settings.text(Setting.KAFKA_BOOTSTRAP)
            + " and publishes to "
            + settings.text(Setting.REDIS_URL));
    return 0;
  }
}
