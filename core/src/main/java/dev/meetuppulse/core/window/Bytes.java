package dev.meetuppulse.core.window;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing run of bytes: numbers in 7-bit groups, lowest first, and text as length and UTF-8. */
public final class Bytes {
  private byte[] bytes;
  private int size;

  public Bytes(int capacity) {
    bytes = new byte[Math.max(16, capacity)];
  }

  public int size() {
    return size;
  }

  public void clear() {
    size = 0;
  }

  public byte[] toArray() {
    return Arrays.copyOf(bytes, size);
  }

  public byte[] array() {
    return bytes;
  }

  public void put(byte b) {
    room(1);
    bytes[size++] = b;
  }

  /** A number that is seldom negative; a negative one takes ten bytes. */
  public void varint(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** A number of either sign. */
  public void zigzag(long value) {
    varint(value << 1 ^ value >> 63);
  }

  public void fixed(long value) {
    room(8);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  public void text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    text(utf8, 0, utf8.length);
  }

  /** Text that is UTF-8 already. */
  public void text(byte[] utf8, int from, int length) {
    varint(length);
    append(utf8, from, length);
  }

  public void append(Bytes other) {
    append(other.bytes, 0, other.size);
  }

  /** Puts the number of bytes that follow a place before them. */
  public void insertLength(int at) {
    int length = size - at;
    varint(length);
    int bytesOfLength = size - at - length;
    byte[] written = Arrays.copyOfRange(bytes, at + length, size);
    System.arraycopy(bytes, at, bytes, at + bytesOfLength, length);
    System.arraycopy(written, 0, bytes, at, bytesOfLength);
  }

  private void append(byte[] source, int from, int length) {
    room(length);
    System.arraycopy(source, from, bytes, size, length);
    size += length;
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  /** Reads what {@link Bytes} wrote; throws ArrayIndexOutOfBoundsException past the end. */
  public static final class Reader {
    private final byte[] bytes;
    private int at;

    public Reader(byte[] bytes) {
      this(bytes, 0);
    }

    public Reader(byte[] bytes, int at) {
      this.bytes = bytes;
      this.at = at;
    }

    public int at() {
      return at;
    }

    public void skipTo(int newAt) {
      at = newAt;
    }

    public byte get() {
      return bytes[at++];
    }

    public long varint() {
      long value = 0;
      for (int shift = 0; ; shift += 7) {
        byte b = bytes[at++];
        value |= (long) (b & 0x7f) << shift;
        if (b >= 0 || shift >= 63) {
          return value;
        }
      }
    }

    public int integer() {
      return Math.toIntExact(varint());
    }

    public long zigzag() {
      long value = varint();
      return value >>> 1 ^ -(value & 1);
    }

    public long fixed() {
      long value = 0;
      for (int i = 0; i < 8; i++) {
        value = value << 8 | bytes[at++] & 0xff;
      }
      return value;
    }

    public String text() {
      int length = integer();
      String text = new String(bytes, at, length, StandardCharsets.UTF_8);
      at += length;
      return text;
    }
  }
}
