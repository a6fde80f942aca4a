package dev.meetuppulse.core.window;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.meetuppulse.core.rsvp.Key;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The keys of one dimension by number.
 *
 * <p>A key takes its text as UTF-8 and about 40 bytes more: a hash table of numbers finds it, with
 * half of the hash beside each number, so that other keys' text is hardly ever read.
 */
public final class KeyStore extends NumberStore {
  private static final int FIRST_PLACES = 64;

  /** A key further from its place is there because names were chosen to have the same hash. */
  private static final int FARTHEST = 256;

  /** UTF-8 of the name and then of the label, if that is another; null for a free number. */
  private byte[][] texts = new byte[16][];

  /** Bytes of the name. */
  private int[] nameLengths = new int[16];

  /** (hash << 32) + number, 0 where it is empty; at most half of the places are taken. */
  private long[] table = new long[FIRST_PLACES];

  /** Random and odd, once the names' own hash codes no longer spread them; 0 before. */
  private long secret;

  KeyStore(Serials serials) {
    super(serials);
  }

  /** The number of a key, or {@link Dictionary#NONE}. */
  public int find(Key key) {
    int at = place(key.name());
    return table[at] == 0 ? Dictionary.NONE : HashTables.numberOf(table[at]);
  }

  /** How many places a search for a key passes before it ends. */
  int distance(Key key) {
    return place(key.name()) - hash(key.name()) & table.length - 1;
  }

  /** The place where a name is, or where it would be entered. */
  private int place(String name) {
    int hash = hash(name);
    int mask = table.length - 1;
    int at = hash & mask;
    while (table[at] != 0
        && !(HashTables.hashOf(table[at]) == hash
            && isName(HashTables.numberOf(table[at]), name))) {
      at = at + 1 & mask;
    }
    return at;
  }

  /** Gives a free number to a key that has none. */
  public int add(Key key) {
    int number = free();
    put(number, key);
    return number;
  }

  /** Gives a certain number, which must be free, to a key that has none. */
  public void put(int number, Key key) {
    makeRoom(number);
    byte[] name = key.name().getBytes(UTF_8);
    byte[] label = key.label().equals(key.name()) ? new byte[0] : key.label().getBytes(UTF_8);
    byte[] text = Arrays.copyOf(name, name.length + label.length);
    System.arraycopy(label, 0, text, name.length, label.length);
    texts[number] = text;
    nameLengths[number] = name.length;
    take(number);
    if (held() * 2 > table.length) {
      table = HashTables.grown(table);
    }
    int distance = HashTables.enter(table, hash(key.name()), number);
    if (distance > FARTHEST && secret == 0) {
      spread();
    }
  }

  /** Frees a number. */
  public void remove(int number) {
    int place = hash(name(number)) & table.length - 1;
    while (HashTables.numberOf(table[place]) != number) {
      place = place + 1 & table.length - 1;
    }
    HashTables.remove(table, place);
    texts[number] = null;
    giveBack(number);
  }

  public Key key(int number) {
    byte[] text = texts[number];
    String name = name(number);
    int length = nameLengths[number];
    return new Key(
        name, text.length == length ? name : new String(text, length, text.length - length, UTF_8));
  }

  /** Writes a key: its name, and its label, which is empty if it is the name. */
  public void write(int number, Bytes out) {
    byte[] text = texts[number];
    int length = nameLengths[number];
    out.text(text, 0, length);
    out.text(text, length, text.length - length);
  }

  /** Bytes of a key's text. */
  public int bytes(int number) {
    return texts[number].length;
  }

  /** A hash of a key's name that never changes, because it is part of saved state. */
  public long nameHash(int number) {
    return DurableHash.of(texts[number], nameLengths[number]);
  }

  /** Compares two keys by the UTF-8 bytes of their names. */
  public int compare(int a, int b) {
    return Arrays.compareUnsigned(texts[a], 0, nameLengths[a], texts[b], 0, nameLengths[b]);
  }

  /** The first eight bytes of a name as an unsigned number: in the order of the names. */
  public long prefix(int number) {
    byte[] text = texts[number];
    int length = nameLengths[number];
    long prefix = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      prefix = prefix << 8 | (i < length ? text[i] & 0xff : 0);
    }
    return prefix;
  }

  private String name(int number) {
    return new String(texts[number], 0, nameLengths[number], UTF_8);
  }

  private boolean isName(int number, String name) {
    byte[] text = texts[number];
    int length = nameLengths[number];
    int same = 0;
    while (same < length && same < name.length() && name.charAt(same) == text[same]) {
      same++;
    }
    if (same == name.length()) {
      return same == length;
    }
    return name.charAt(same) >= 0x80
        && Arrays.equals(name.getBytes(UTF_8), Arrays.copyOf(text, length));
  }

  private void makeRoom(int number) {
    if (number >= texts.length) {
      int length = Math.max(texts.length * 2, number + 1);
      texts = Arrays.copyOf(texts, length);
      nameLengths = Arrays.copyOf(nameLengths, length);
    }
  }

  /** Enters all keys again, with a hash for which names can't be chosen. */
  private void spread() {
    secret = new SecureRandom().nextLong() | 1;
    table = new long[table.length];
    numbers().forEach(number -> HashTables.enter(table, hash(name(number)), number));
  }

  private int hash(String name) {
    long hash = secret == 0 ? name.hashCode() : secretHash(name);
    return (int) (hash * 0x9e3779b97f4a7c15L >>> 32);
  }

  private long secretHash(String name) {
    long hash = secret;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * secret;
    }
    return hash;
  }
}
