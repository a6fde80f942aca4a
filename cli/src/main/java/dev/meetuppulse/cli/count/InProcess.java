package dev.meetuppulse.cli.count;

import dev.meetuppulse.cluster.embedded.EmbeddedStack;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.topology.PulseTopology;
import java.util.Map;

/**
 * A count in this process, with servers of its own.
 *
 * @param stack used exclusively by this count; closed with it
 */
public record InProcess(EmbeddedStack stack) implements CountPlace {
  /** There is memory for it: one process, and nothing that runs for days. */
  private static final String REMEMBER_MOST = "1500000";

  @Override
  public Settings settings(Settings others) {
    return stack.settings(
        others.isGiven(Setting.COUNT_REMEMBER_MOST)
            ? others
            : others.with(Map.of(Setting.COUNT_REMEMBER_MOST, REMEMBER_MOST)));
  }

  @Override
  public void submit(Settings settings) throws Exception {
    PulseTopology.submit(settings, stack.storm()::submit);
  }

  @Override
  public void close() {
    stack.close();
  }
}
