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
    if (HaltReasons.isRefusal(error)) {
      return "Kafka at %s refuses: %s; check kafka.client-file and the ACLs"
          .formatted(servers, words);
    }
    if (HaltReasons.of(error) == HaltReason.NOT_ALLOWED) {
      return "no client for Kafka can be opened (%s); check kafka.client-file".formatted(words);
    }
    if (HaltReasons.isAddressUnknown(error)) {
      return "Kafka at " + servers + ": " + words + "; check kafka.bootstrap";
    }
    return "Kafka at "
        + servers
        + " does not answer; start it, or check kafka.bootstrap, and kafka.client-file if it wants TLS";
  }
}
