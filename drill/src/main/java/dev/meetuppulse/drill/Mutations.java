package dev.meetuppulse.drill;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Changes lines at random, as broken networks, programs and attackers do. Seeded. */
final class Mutations {
  private static final int MAX_CHANGES = 3;
  private static final int LONGEST_RUN = 40;

  /** Fragments that parsers stumble over. */
  private static final String[] PIECES = {
    "null",
    "true",
    "{}",
    "[]",
    "{",
    "}",
    "[",
    "]",
    "\"",
    ",",
    ":",
    "\\",
    "\\u0000",
    "\\ud800",
    "-",
    "0",
    "-1",
    "1e3",
    "1.0",
    "99999999999999999999",
    "1000001",
    "\"yes\"",
    "\u0000",
    "\u00a0",
    "\"mtime\":",
    "\"rsvp_id\":",
    "\"member\":{",
    "\"guests\":",
    "\"group\":",
    "\"response\":\"maybe\","
  };

  private final Random random;
  private byte[] before = {'{', '}'};

  Mutations(long seed) {
    random = new Random(seed);
  }

  /** The line with some changes; now and then as it was. Never blank. */
  byte[] mutate(byte[] line) {
    byte[] changed = line;
    for (int left = random.nextInt(MAX_CHANGES + 1); left > 0; left--) {
      changed = change(changed);
    }
    before = line;
    return new String(changed, StandardCharsets.ISO_8859_1).isBlank() ? line : changed;
  }

  private byte[] change(byte[] line) {
    if (line.length == 0) {
      return line;
    }
    int at = random.nextInt(line.length);
    int end = Math.min(line.length, at + 1 + random.nextInt(LONGEST_RUN));
    return switch (random.nextInt(8)) {
      case 0 -> flipped(line, at);
      case 1 -> withByte(line, at, (byte) random.nextInt(256));
      case 2 -> joined(line, at, new byte[0], line, end);
      case 3 -> joined(line, end, Arrays.copyOfRange(line, at, end), line, end);
      case 4 -> joined(line, at, piece(), line, at);
      case 5 -> joined(line, at, piece(), line, end);
      case 6 -> Arrays.copyOf(line, at);
      default -> joined(line, at, new byte[0], before, random.nextInt(before.length));
    };
  }

  private byte[] piece() {
    return PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8);
  }

  private byte[] flipped(byte[] line, int at) {
    return withByte(line, at, (byte) (line[at] ^ 1 << random.nextInt(8)));
  }

  private static byte[] withByte(byte[] line, int at, byte value) {
    byte[] changed = line.clone();
    changed[at] = value;
    return changed;
  }

  private static byte[] joined(byte[] head, int headEnd, byte[] middle, byte[] tail, int tailAt) {
    byte[] all = Arrays.copyOf(head, headEnd + middle.length + tail.length - tailAt);
    System.arraycopy(middle, 0, all, headEnd, middle.length);
    System.arraycopy(tail, tailAt, all, headEnd + middle.length, tail.length - tailAt);
    return all;
  }
}
