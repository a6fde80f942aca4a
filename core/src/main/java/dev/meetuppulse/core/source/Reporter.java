package dev.meetuppulse.core.source;

import java.util.Locale;

/** A part of the topology that reports on partitions. */
public enum Reporter {
  /** Reads it, and reports every second, also while the topology is paused. */
  SPOUT(10_000),
  /** Parses it, and reports when that fails and when it works again. */
  PARSE(60_000),
  /** Counts it, and reports when saving fails and when it works again. */
  COUNT(60_000),
  /** Publishes boards, and reports on the whole topic when that fails and when it works again. */
  PUBLISH(60_000);

  private final long validMillis;

  Reporter(long validMillis) {
    this.validMillis = validMillis;
  }

  /** A report older than this is ignored. */
  public long validMillis() {
    return validMillis;
  }

  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
