package dev.meetuppulse.kafka;

import dev.meetuppulse.core.source.HaltReason;
import dev.meetuppulse.core.source.Trouble;

/** Why Kafka can't be used, for people. */
public final class KafkaTrouble {
  private KafkaTrouble() {}

  /**
   * One line: the cause, in Kafka's own words where it answered, then what to do after a semicolon.
   *
   * @param servers that were asked
   */
  public static String of(String servers, Throwable error) {
    String words = Trouble.firstLine(Trouble.root(error));
    if (HaltReasons.of(error) == HaltReason.NOT_ALLOWED) {
      return "Kafka at "
          + servers
          + " refuses: "
          + words
          + "; check kafka.client-file and the ACLs";
    }
    if (HaltReasons.isAddressUnknown(error)) {
      return "Kafka at " + servers + ": " + words + "; check kafka.bootstrap";
    }
    return "Kafka at "
        + servers
        + " does not answer; start it, or check kafka.bootstrap, and kafka.client-file if it wants TLS";
  }
}
