package dev.meetuppulse.bench.harness;

import dev.meetuppulse.cluster.embedded.Cleanup;
import dev.meetuppulse.cluster.embedded.EmbeddedStack;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.topology.PulseTopology;
import dev.meetuppulse.web.PulseServer;

/** The topology with default settings in this process, asked by its API. */
record FreshPulse(EmbeddedStack stack, FreshnessClient client) implements FreshnessTarget {

  static FreshPulse start(Cleanup cleanup, EmbeddedStack stack, Settings settings)
      throws Exception {
    PulseServer page = cleanup.open(() -> new PulseServer(settings).start());
    PulseTopology.submit(settings, stack.storm()::submit);
    return new FreshPulse(stack, new FreshnessClient(page.port()));
  }

  @Override
  public PublishedProgress progress() {
    return client.progress();
  }

  @Override
  public double cpuSeconds() {
    return ProcessUse.cpuSeconds(ProcessHandle.current().pid())
        + ProcessUse.cpuSeconds(stack.redis().pid());
  }
}
