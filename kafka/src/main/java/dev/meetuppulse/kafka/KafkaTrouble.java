package dev.meetuppulse.kafka;

import dev.meetuppulse.core.source.HaltReason;
import dev.meetuppulse.core.source.Trouble;
import java.util.Optional;

/** Why Kafka can't be used, for people. */
public final class KafkaTrouble {
  private KafkaTrouble() {}

  /**
   * One line: the cause, in Kafka's own words where it answered, then what to do after a semicolon.
   *
   * @param servers that were asked
   */
  public static String of(String servers, Throwable error) {
    Optional<String> refusal = refusal(servers, error);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    if (HaltReasons.isAddressUnknown(error)) {
      return "Kafka at " + servers + ": " + words(error) + "; check kafka.bootstrap";
    }
    return "Kafka at "
        + servers
        + " does not answer; start it, or check kafka.bootstrap, and kafka.client-file if it"
        + " requires TLS";
  }

  /**
   * The message for a Kafka that refuses the client or its request, or for a useless client file;
   * empty for any other trouble.
   */
  static Optional<String> refusal(String servers, Throwable error) {
    if (HaltReasons.isRefusal(error)) {
      return Optional.of(
          "Kafka at %s refuses: %s; check kafka.client-file and the ACLs"
              .formatted(servers, words(error)));
    }
    return HaltReasons.of(error) == HaltReason.NOT_ALLOWED
        ? Optional.of(
            "no client for Kafka can be opened (%s); check kafka.client-file"
                .formatted(words(error)))
        : Optional.empty();
  }

  static String words(Throwable error) {
    return Trouble.firstLine(Trouble.root(error));
  }
}
