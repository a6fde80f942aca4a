package dev.meetuppulse.meetup;

/**
 * A page of a search, to be asked for.
 *
 * @param tries how often it will have been asked for; each time with less in it than the time
 *     before
 * @param alone true if it is requested separately
 */
record SearchPage(PageKey key, int tries, boolean alone) {
  static final int MAX_TRIES = 3;

  /**
   * Which page it is.
   *
   * @param after where it begins; null for the first
   */
  record PageKey(QueryFile file, String urlname, String after) {
    boolean isOfNetwork() {
      return file == QueryFile.NETWORK;
    }

    String owner() {
      return (isOfNetwork() ? "the network " : "the group ") + urlname;
    }
  }

  SearchPage again() {
    return new SearchPage(key, tries + 1, alone);
  }

  /** This page, to be requested separately. */
  SearchPage onItsOwn() {
    return new SearchPage(key, tries, true);
  }

  boolean isOfNetwork() {
    return key.isOfNetwork();
  }

  /** A group may well be missing; a network, or what came after a page, is not. */
  boolean isWorthAnotherTry() {
    return (isOfNetwork() || key.after() != null) && tries < MAX_TRIES;
  }

  boolean fitsTo(SearchPage other) {
    return key.file() == other.key.file() && tries == other.tries && !alone && !other.alone;
  }
}
