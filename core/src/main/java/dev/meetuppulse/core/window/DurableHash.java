package dev.meetuppulse.core.window;

/** A hash that is part of saved state, so it never changes: FNV-1a and a finalizer. */
final class DurableHash {
  private DurableHash() {}

  /** Of the first bytes of an array. */
  static long of(byte[] bytes, int length) {
    long h = 0xcbf29ce484222325L;
    for (int i = 0; i < length; i++) {
      h = (h ^ bytes[i] & 0xff) * 0x100000001b3L;
    }
    h = (h ^ h >>> 32) * 0x9e3779b97f4a7c15L;
    return h ^ h >>> 29;
  }
}
