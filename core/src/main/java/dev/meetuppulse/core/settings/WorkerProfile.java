package dev.meetuppulse.core.settings;

import java.util.Locale;

/** A named set of JVM options of a worker process, in addition to heap and collector. */
public enum WorkerProfile {
  /** Java's own defaults. */
  STANDARD(""),

  /**
   * For two cores or so, on which the compilers compete with what they compile for: code must be
   * called twelve times as often as usual, and more, before it is compiled well. docs/BENCHMARK.md
   * is measured with it, for every engine.
   */
  SMALL(
      "-XX:Tier3InvocationThreshold=1000 -XX:Tier3MinInvocationThreshold=500"
          + " -XX:Tier3CompileThreshold=5000 -XX:Tier4InvocationThreshold=60000"
          + " -XX:Tier4MinInvocationThreshold=15000 -XX:Tier4CompileThreshold=180000"
          + " -XX:Tier4BackEdgeThreshold=480000");

  private final String options;

  WorkerProfile(String options) {
    this.options = options;
  }

  /** Adds the profile that the settings name to their worker options. */
  public static String workerOptions(Settings settings) {
    WorkerProfile profile =
        valueOf(settings.text(Setting.TOPOLOGY_PROFILE).toUpperCase(Locale.ROOT));
    return (settings.text(Setting.TOPOLOGY_WORKER_OPTIONS) + " " + profile.options).strip();
  }

  /** JVM options, separated by spaces; empty for none. */
  public String options() {
    return options;
  }
}
