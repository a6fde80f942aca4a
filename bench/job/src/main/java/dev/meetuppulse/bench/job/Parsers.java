package dev.meetuppulse.bench.job;

import dev.meetuppulse.core.rsvp.RsvpParser;

/** Makes the parser that engines read lines with: ours, or Jackson's, as its users would take. */
public final class Parsers {
  /** System property of an engine's JVM: {@code true} for Jackson. */
  public static final String JACKSON = "bench.jackson";

  private Parsers() {}

  public static RsvpParser open() {
    return Boolean.getBoolean(JACKSON) ? RsvpParser.ofJackson() : new RsvpParser();
  }
}
