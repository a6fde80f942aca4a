package dev.meetuppulse.core.rsvp;

import java.util.ArrayList;
import java.util.List;

/** The fields of a record's group. Reused for each record. */
final class GroupFields {
  final TextField country = new TextField();
  final TextField city = new TextField();
  final TextField state = new TextField();
  final TextField urlname = new TextField();
  final TextField name = new TextField();

  /** Names of topics and, at the same index, their labels; null for a topic without one. */
  final List<String> topicNames = new ArrayList<>();

  final List<String> topicLabels = new ArrayList<>();

  /** True once there was an object. */
  boolean present;

  /** True once the scanner, which reads nothing twice, has met a list of topics. */
  boolean topicsPresent;

  boolean badType;
  boolean topicsBadType;

  /** The bytes that were read as the group: from where to where in the buffer. */
  int start;

  int end;

  void clear() {
    country.clear();
    city.clear();
    state.clear();
    urlname.clear();
    name.clear();
    clearTopics();
    present = false;
    badType = false;
    start = 0;
    end = 0;
  }

  void clearTopics() {
    topicNames.clear();
    topicLabels.clear();
    topicsPresent = false;
    topicsBadType = false;
  }

  /** Adds a topic, which must have a name. */
  void addTopic(TextField topicName, TextField label) {
    topicNames.add(topicName.value());
    String text = label.valueUnlessBlank();
    topicLabels.add(text == null ? null : Text.cut(text));
  }
}
