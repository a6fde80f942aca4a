package dev.meetuppulse.core.rsvp;

/** Remembers keys by name, in a fixed size: two places for each hash, the older key makes way. */
final class KeyTable {
  private final Key[] slots;
  private final int mask;

  /**
   * @param size how many keys to remember, a power of two
   */
  KeyTable(int size) {
    slots = new Key[size];
    mask = size - 1;
  }

  /** The key of this name and this label. */
  Key get(String name, String label) {
    Key known = find(name);
    return known != null && known.label().equals(label) ? known : put(new Key(name, label));
  }

  private Key find(String name) {
    int slot = slot(name);
    Key newest = slots[slot];
    if (newest != null && newest.name().equals(name)) {
      return newest;
    }
    Key older = slots[slot ^ 1];
    return older != null && older.name().equals(name) ? older : null;
  }

  private Key put(Key key) {
    if (key.name().length() > TextTable.LONGEST || key.label().length() > TextTable.LONGEST) {
      return key;
    }
    int slot = slot(key.name());
    if (!key.equals(slots[slot])) {
      slots[slot ^ 1] = slots[slot];
    }
    slots[slot] = key;
    return key;
  }

  private int slot(String name) {
    int hash = name.hashCode();
    return (hash ^ hash >>> 16) & mask;
  }
}
