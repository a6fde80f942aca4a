package dev.meetuppulse.core.rsvp;

/** Remembers keys by name, in a fixed size: two places for each hash, the older key is evicted. */
final class KeyTable {
  private final Key[] slots;
  private final int mask;

  /** A table for {@code size} keys, a power of two. */
  KeyTable(int size) {
    slots = new Key[size];
    mask = size - 1;
  }

  /** The key of this name and this label. */
  Key get(String name, String label) {
    int slot = slot(name);
    if (is(slots[slot], name, label)) {
      return slots[slot];
    }
    Key older = slots[slot ^ 1];
    return is(older, name, label) ? older : put(slot, new Key(name, label));
  }

  private static boolean is(Key key, String name, String label) {
    return key != null && key.name().equals(name) && key.label().equals(label);
  }

  private Key put(int slot, Key key) {
    if (key.name().length() <= TextTable.LONGEST && key.label().length() <= TextTable.LONGEST) {
      slots[slot ^ 1] = slots[slot];
      slots[slot] = key;
    }
    return key;
  }

  private int slot(String name) {
    int hash = name.hashCode();
    return (hash ^ hash >>> 16) & mask;
  }
}
