package dev.meetuppulse.redis;

import dev.meetuppulse.core.rank.Dimension;

/** The name of every key, in one place. */
final class Keys {
  private final String prefix;

  Keys(String prefix) {
    this.prefix = prefix;
  }

  /** JSON: how far the count has come. */
  String status() {
    return prefix + ":status";
  }

  /** JSON: a board as readers get it. */
  String board(Dimension dimension, String window) {
    return prefix + ":board:" + dimension.id() + ":" + window;
  }

  /** Sorted set, key by RSVPs: the same rows for a person with redis-cli. */
  String top(Dimension dimension, String window) {
    return prefix + ":top:" + dimension.id() + ":" + window;
  }

  /** Sorted set, JSON by clock: what the board was over the last hour. */
  String history(Dimension dimension, String window) {
    return prefix + ":history:" + dimension.id() + ":" + window;
  }

  /**
   * Hash: what was published last, as "revision clock", by the part of the key after the prefix.
   */
  String published() {
    return prefix + ":published";
  }
}
