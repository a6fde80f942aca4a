package dev.meetuppulse.core.rsvp;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Checks for valid UTF-8 (RFC 3629: shortest forms, no surrogates, up to U+10FFFF). */
final class Utf8 {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
  private static final long HIGH_BITS = 0x8080808080808080L;

  private Utf8() {}

  /** True if the bytes from one index up to another (exclusive) are valid. */
  static boolean isValid(byte[] bytes, int from, int to) {
    return validEnd(bytes, from, to) == to;
  }

  /** The number of bytes before the first that is not valid. */
  static int validLength(byte[] bytes) {
    return validEnd(bytes, 0, bytes.length);
  }

  private static int validEnd(byte[] bytes, int from, int to) {
    int i = asciiFrom(bytes, from, to);
    while (i < to) {
      int length = lengthAt(bytes, i, to);
      if (length == 0) {
        return i;
      }
      i = asciiFrom(bytes, i + length, to);
    }
    return to;
  }

  /** The index of the first byte that is not ASCII, or of the end. */
  private static int asciiFrom(byte[] bytes, int from, int to) {
    int i = from;
    while (i + Long.BYTES <= to && ((long) LONGS.get(bytes, i) & HIGH_BITS) == 0) {
      i += Long.BYTES;
    }
    while (i < to && bytes[i] >= 0) {
      i++;
    }
    return i;
  }

  /** The length of the character that starts at a byte beyond ASCII, or 0 if there is none. */
  private static int lengthAt(byte[] bytes, int i, int to) {
    int first = bytes[i] & 0xFF;
    if (first < 0xC2 || first > 0xF4 || i + 1 >= to) {
      return 0;
    }
    int second = bytes[i + 1] & 0xFF;
    if (first < 0xE0) {
      return isTail(second) ? 2 : 0;
    }
    // The second byte alone shows long forms, surrogates and too large code points.
    int lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    int highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (second < lowest || second > highest) {
      return 0;
    }
    int length = first < 0xF0 ? 3 : 4;
    for (int k = 2; k < length; k++) {
      if (i + k >= to || !isTail(bytes[i + k] & 0xFF)) {
        return 0;
      }
    }
    return length;
  }

  private static boolean isTail(int value) {
    return (value & 0xC0) == 0x80;
  }
}
