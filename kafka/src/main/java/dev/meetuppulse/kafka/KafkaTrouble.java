package dev.meetuppulse.kafka;

import dev.meetuppulse.core.source.HaltReason;
import dev.meetuppulse.core.source.Trouble;
import org.apache.kafka.common.config.ConfigException;

/** Why Kafka can't be used, for people. */
public final class KafkaTrouble {
  private KafkaTrouble() {}

  /**
   * One line: the cause, in Kafka's own words where it answered, then what to do after a semicolon.
   *
   * @param servers that were asked
   */
  public static String of(String servers, Throwable error) {
    Throwable root = Trouble.root(error);
    String words = Trouble.firstLine(root);
    if (HaltReasons.of(error) == HaltReason.NOT_ALLOWED) {
      return "Kafka at "
          + servers
          + " refuses: "
          + words
          + "; check kafka.client-file and the ACLs";
    }
    if (root instanceof ConfigException) {
      return "Kafka at " + servers + ": " + words + "; check kafka.bootstrap";
    }
    return "Kafka at "
        + servers
        + " does not answer; start it, or check kafka.bootstrap, and kafka.client-file if it wants TLS";
  }
}
