package dev.meetuppulse.core.window;

import java.security.SecureRandom;

/**
 * Spreads numbers over a hash table. Numbers can't be chosen to land in one place, for they land
 * elsewhere in each process; so the order of such a table must not be part of saved state.
 */
public final class SecretHash {
  private static final long SECRET = new SecureRandom().nextLong();

  private SecretHash() {}

  /** The hash of a number. All bits of it are good. */
  public static int of(long number) {
    long hash = number ^ SECRET;
    hash = (hash ^ hash >>> 32) * 0x9e3779b97f4a7c15L;
    hash = (hash ^ hash >>> 29) * 0xbf58476d1ce4e5b9L;
    return (int) (hash >>> 32);
  }
}
