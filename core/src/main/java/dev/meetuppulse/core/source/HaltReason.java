package dev.meetuppulse.core.source;

import java.util.Arrays;
import java.util.Locale;

/**
 * The reasons why a partition can't continue, each with its remedy: the one place that words them.
 */
public enum HaltReason {
  PAUSED("the topology is paused in Storm; 'storm activate NAME' resumes it"),
  AWAY(
      "no report from the topology: it is stopped, rebalancing, or its worker is down; see Storm UI"),
  KAFKA_AWAY("Kafka does not answer; check that its brokers run"),
  NO_TOPIC("there is no such topic; a feed or 'pulse cluster submit' creates it"),
  NO_LEADER("no broker leads this partition; start the broker that holds it"),
  NOT_ALLOWED("Kafka refuses to let the topology read; check kafka.client-file and the ACLs"),
  DAMAGED_BATCH(
      "Kafka holds a damaged batch here; repair the replica, or delete the records up to its end"
          + " with kafka-delete-records"),
  OPEN_TRANSACTION(
      "a producer left a transaction open, and what follows it waits; end it with"
          + " kafka-transactions abort"),
  DEAD_LETTERS(
      "the dead-letter topic accepts no record; check its max.message.bytes, its ACLs and its"
          + " partitions"),
  STORE("the store does not take what is counted; check Redis"),
  STALLED("records wait and nothing is saved; see the worker's log");

  private final String text;

  HaltReason(String text) {
    this.text = text;
  }

  /** The reason of that name in the API; {@code STALLED} for one of a later version. */
  public static HaltReason of(String id) {
    return Arrays.stream(values())
        .filter(reason -> reason.id().equals(id))
        .findFirst()
        .orElse(STALLED);
  }

  /** Its name in the API. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Cause and remedy in one line. */
  public String text() {
    return text;
  }

  /** Cause and remedy in one line, and what was seen, such as the server's own words. */
  public String text(String seen) {
    return seen.isBlank() ? text : text + " (" + seen + ")";
  }
}
