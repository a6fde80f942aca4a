package dev.meetuppulse.meetup;

/**
 * The source and the topic that a state belongs to: with another source, or another topic to fill,
 * nothing is known.
 *
 * @param place address of the API, and name of the topic
 * @param topicId of the topic; empty if it is not known, as with an old Kafka, which gives none
 */
record StatePurpose(String place, String topicId) {
  static final String SEPARATOR = " | ";

  String text() {
    return place + SEPARATOR + topicId;
  }

  /** Reads a {@link #text}. */
  static StatePurpose of(String text) {
    int end = text.lastIndexOf(SEPARATOR);
    return end < 0
        ? new StatePurpose(text, "")
        : new StatePurpose(text.substring(0, end), text.substring(end + SEPARATOR.length()));
  }

  /** True if both may be of the same topic: an id that is not known is taken to be the other's. */
  boolean matches(StatePurpose other) {
    return place.equals(other.place)
        && (topicId.isEmpty() || other.topicId.isEmpty() || topicId.equals(other.topicId));
  }

  /** This purpose, with the other's topic id if this one's is not known. */
  StatePurpose withIdOf(StatePurpose other) {
    return topicId.isEmpty() ? other : this;
  }
}
