package dev.meetuppulse.redis;

import dev.meetuppulse.core.window.Dimension;

/** The name of every key, in one place. */
final class Keys {
  private final String prefix;

  Keys(String prefix) {
    this.prefix = prefix;
  }

  /** A key that is never there. */
  String probe() {
    return prefix + ":probe";
  }

  /** True if the prefix has a hash tag, so that a cluster keeps all keys on one node. */
  boolean isInOneSlot() {
    return prefix.matches("[^{]*\\{[^}]+}.*");
  }

  /** JSON: the deployment that everything else here belongs to. */
  String owner() {
    return prefix + ":owner";
  }

  /** JSON: another deployment that was refused lately. */
  String refused() {
    return prefix + ":refused";
  }

  /** JSON: the progress of the count. */
  String status() {
    return prefix + ":status";
  }

  /** Hash: reports of spout, parse and count on each partition; see {@link RedisReports}. */
  String reports() {
    return prefix + ":reports";
  }

  /** JSON: the trending keys, and those that began to trend lately. */
  String trends() {
    return prefix + ":trends";
  }

  /** JSON: the settings that the published boards were counted with. */
  String counting() {
    return prefix + ":counting";
  }

  /** JSON: a board in the form that readers get. */
  String board(Dimension dimension, String window) {
    return prefix + ":board:" + dimension.id() + ":" + window;
  }

  /** Sorted set, key by RSVPs: the same rows for a person with redis-cli. */
  String top(Dimension dimension, String window) {
    return prefix + ":top:" + dimension.id() + ":" + window;
  }

  /** Sorted set, JSON by clock: the board over the last hour. */
  String history(Dimension dimension, String window) {
    return prefix + ":history:" + dimension.id() + ":" + window;
  }

  /** Hash: the latest publication as "revision clock", by the part of the key after the prefix. */
  String published() {
    return prefix + ":published";
  }

  /** Hash: JSON of each worker's metrics, by host and port of its slot. */
  String workerMetrics() {
    return prefix + ":metrics";
  }

  /**
   * Hash: fencing token ({@code term}), version, token of the newest entry ({@code epoch}), log and
   * next offset of a partition's journal.
   */
  String journal(int partition) {
    return prefix + ":journal:" + partition;
  }

  /** List: the journal's entries, oldest first. */
  String journalEntries(int partition) {
    return journal(partition) + ":entries";
  }

  /**
   * Sorted set: the tokens under which a journal was set aside. Its entries are kept for a while in
   * a list of this name, a colon and the token.
   */
  String journalsAside(int partition) {
    return journal(partition) + ":aside";
  }

  /** Set: the partitions that have a journal. */
  String journals() {
    return prefix + ":journals";
  }
}
