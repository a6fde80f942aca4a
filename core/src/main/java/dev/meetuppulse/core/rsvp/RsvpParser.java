package dev.meetuppulse.core.rsvp;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/**
 * The one judge of records. It reads a line to its end, keeps what is counted and drops the rest,
 * the member among it, before anything else sees the record.
 *
 * <p>Text it has seen before is not created again, and groups that say the same share one {@link
 * GroupKeys}; what it remembers is bounded. Not thread safe: one for each task.
 */
public final class RsvpParser {
  /** Bytes of a line at most, its line end not among them. */
  public static final int MAX_BYTES = 1 << 20;

  /** The largest time by which a record may be ahead of the wall clock, ms. */
  public static final long MAX_AHEAD_MILLIS = 60_000;

  private static final int MAX_GUESTS = 1_000_000;
  private static final int GROUPS = 1 << 15;
  private static final int EVENTS = 1 << 16;

  /** A real group has up to 2 KB, and lists its topics first as often as not. */
  private static final int LONGEST_GROUP = 3 << 10;

  private static final int HASHED_OF_GROUP = 192;

  /** A real event has 100 to 600 bytes, its id among the first hundred as a rule. */
  private static final int LONGEST_EVENT = 1 << 10;

  private static final int HASHED_OF_EVENT = 96;

  private final TextTable texts = new TextTable(1 << 16);
  private final TextTable eventTexts = new TextTable(1 << 14);
  private final KeyTable topicTable = new KeyTable(1 << 15);
  private final KeyTable groupTable = new KeyTable(1 << 14);
  private final KeyTable eventTable = new KeyTable(1 << 14);
  private final GroupKeysTable groupKeysTable = new GroupKeysTable(1 << 14);
  private final ByteMemory<GroupKeys> groups;
  private final ByteMemory<Key> events = new ByteMemory<>(EVENTS, HASHED_OF_EVENT, LONGEST_EVENT);

  private final LineScanner scanner;
  private final RecordFields fields = new RecordFields();

  private final TopicList topics = new TopicList();
  private final TextField topicName = new TextField();
  private final TextField topicLabel = new TextField();

  /** A parser that remembers as many texts, keys and groups as a stream of some days needs. */
  public RsvpParser() {
    this(new ByteMemory<>(GROUPS, HASHED_OF_GROUP, LONGEST_GROUP));
  }

  /** A parser that reads every line with Jackson's, to compare. */
  public static RsvpParser ofJackson() {
    return new RsvpParser(null);
  }

  /** A parser; without {@code groups} it reads every line with the JSON parser only. */
  RsvpParser(ByteMemory<GroupKeys> groups) {
    this.groups = groups;
    this.scanner =
        groups == null ? null : new LineScanner(texts, eventTexts, groups, events, fields);
  }

  /**
   * Judges one line. A JSON null counts as an absent field; of a key given twice the last counts.
   *
   * @param line as it is in the topic, without line end; null, a record without value, is a
   *     keep-alive
   * @param declaredSize the bytes the line had where the feed shortened it, or 0
   * @param nowMillis wall clock, ms since the epoch
   * @return {@link Rsvp} or {@link Outcome.Invalid}; null for a keep-alive, a line of white space
   *     only
   */
  public Outcome parse(byte[] line, int declaredSize, long nowMillis) {
    return line == null ? null : parse(line, 0, line.length, declaredSize, nowMillis);
  }

  /**
   * Judges a line in a buffer, from a first index to the one after its last byte.
   *
   * @see #parse(byte[], int, long)
   */
  public Outcome parse(byte[] buffer, int from, int to, int declaredSize, long nowMillis) {
    if (declaredSize > MAX_BYTES) {
      return invalid(Reason.TOO_LARGE);
    }
    if (Lines.isBlank(buffer, from, to)) {
      return null;
    }
    if (to - from > MAX_BYTES) {
      return invalid(Reason.TOO_LARGE);
    }
    if (scanner != null && scanner.read(buffer, from, to)) {
      return judge(buffer, to, nowMillis);
    }
    if (!StrictJson.isUtf8(buffer, from, to)) {
      return invalid(Reason.MALFORMED_JSON);
    }
    return parseJson(Arrays.copyOfRange(buffer, from, to), nowMillis);
  }

  private Outcome parseJson(byte[] line, long nowMillis) {
    try {
      return readLine(line) ? judge(line, line.length, nowMillis) : invalid(Reason.MALFORMED_JSON);
    } catch (JsonProcessingException e) {
      byte[] readable = EscapedNames.readable(line);
      return readable == line ? invalid(Reason.MALFORMED_JSON) : parseJson(readable, nowMillis);
    }
  }

  private boolean readLine(byte[] line) throws JsonProcessingException {
    return StrictJson.readUtf8(
        line,
        json -> {
          if (json.nextToken() != JsonToken.START_OBJECT) {
            return false;
          }
          readRecord(json);
          return json.nextToken() == null;
        });
  }

  private void readRecord(JsonParser json) throws IOException {
    fields.clear();
    String name;
    while ((name = json.nextFieldName()) != null) {
      json.nextToken();
      switch (name) {
        case "rsvp_id" -> fields.id.read(json);
        case "mtime" -> fields.mtime.read(json);
        case "guests" -> fields.guests.read(json);
        case "response" -> fields.response.read(json, texts);
        case "event" -> readEvent(json);
        case "group" -> readGroup(json);
        default -> json.skipChildren();
      }
    }
  }

  private void readEvent(JsonParser json) throws IOException {
    fields.eventId.clear();
    fields.eventName.clear();
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    String name;
    while ((name = json.nextFieldName()) != null) {
      json.nextToken();
      switch (name) {
        case "event_id" -> fields.eventId.read(json, eventTexts);
        case "event_name" -> fields.eventName.read(json, eventTexts);
        default -> json.skipChildren();
      }
    }
  }

  private void readGroup(JsonParser json) throws IOException {
    GroupFields group = fields.group;
    group.clear();
    if (json.currentToken() != JsonToken.START_OBJECT) {
      group.badType = json.currentToken() != JsonToken.VALUE_NULL;
      json.skipChildren();
      return;
    }
    group.present = true;
    group.start = (int) json.currentTokenLocation().getByteOffset();
    String name;
    while ((name = json.nextFieldName()) != null) {
      json.nextToken();
      switch (name) {
        case "group_country" -> group.country.read(json, texts);
        case "group_city" -> group.city.read(json, texts);
        case "group_state" -> group.state.read(json, texts);
        case "group_urlname" -> group.urlname.read(json, texts);
        case "group_name" -> group.name.read(json, texts);
        case "group_topics" -> readTopics(json);
        default -> json.skipChildren();
      }
    }
    group.end = (int) json.currentLocation().getByteOffset();
  }

  private void readTopics(JsonParser json) throws IOException {
    GroupFields group = fields.group;
    group.clearTopics();
    if (json.currentToken() != JsonToken.START_ARRAY) {
      group.topicsBadType = json.currentToken() != JsonToken.VALUE_NULL;
      json.skipChildren();
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() == JsonToken.START_OBJECT) {
        readTopic(json);
      } else {
        group.topicsBadType = true;
        json.skipChildren();
      }
    }
  }

  private void readTopic(JsonParser json) throws IOException {
    topicName.clear();
    topicLabel.clear();
    String name;
    while ((name = json.nextFieldName()) != null) {
      json.nextToken();
      switch (name) {
        case "urlkey" -> topicName.read(json, texts);
        case "topic_name" -> topicLabel.read(json, texts);
        default -> json.skipChildren();
      }
    }
    if (topicName.value() == null) {
      fields.group.topicsBadType = true;
    } else {
      fields.group.addTopic(topicName, topicLabel);
    }
  }

  /**
   * Applies the rules, in their order. One long method for the compiler's sake: it inlines none
   * beyond 325 bytes, and would otherwise compile this one again into each of its callers.
   */
  private Outcome judge(byte[] buffer, int limit, long nowMillis) {
    switch (fields.id.state()) {
      case ABSENT:
        return invalid(Reason.MISSING_RSVP_ID);
      case BAD_TYPE:
        return invalid(Reason.BAD_TYPE_RSVP_ID);
      case BAD_VALUE:
        return invalid(Reason.BAD_VALUE_RSVP_ID);
      default:
        break;
    }
    switch (fields.mtime.state()) {
      case ABSENT:
        return invalid(Reason.MISSING_MTIME);
      case BAD_TYPE:
        return invalid(Reason.BAD_TYPE_MTIME);
      case BAD_VALUE:
        return invalid(Reason.BAD_VALUE_MTIME);
      default:
        break;
    }
    if (fields.mtime.value() <= 0) {
      return invalid(Reason.BAD_VALUE_MTIME);
    }
    if (fields.mtime.value() - MAX_AHEAD_MILLIS > nowMillis) {
      return invalid(Reason.FUTURE);
    }
    if (fields.response.isBadType()) {
      return invalid(Reason.BAD_TYPE_RESPONSE);
    }
    if (fields.guests.state() == IntegerField.FieldState.BAD_TYPE) {
      return invalid(Reason.BAD_TYPE_GUESTS);
    }
    if (fields.guests.state() == IntegerField.FieldState.BAD_VALUE
        || fields.guests.value() < 0
        || fields.guests.value() > MAX_GUESTS) {
      return invalid(Reason.BAD_VALUE_GUESTS);
    }
    Reason reason = brokenRuleOfGroup();
    if (reason != null) {
      return invalid(reason);
    }
    if (isEventIdTooLong()) {
      return invalid(Reason.BAD_VALUE_EVENT_ID);
    }
    return new Rsvp(
        fields.id.value(),
        fields.mtime.value(),
        fields.response.value(),
        (int) fields.guests.value(),
        fields.knownGroup != null ? fields.knownGroup : readGroupKeys(buffer, limit),
        fields.knownEvent != null ? fields.knownEvent : readEvent(buffer, limit));
  }

  private Key readEvent(byte[] buffer, int limit) {
    Key read = key(eventTable, fields.eventId, fields.eventName);
    if (read != null && fields.eventEnd > 0) {
      events.put(buffer, fields.eventStart, fields.eventEnd, limit, read);
    }
    return read;
  }

  private GroupKeys readGroupKeys(byte[] buffer, int limit) {
    GroupFields group = fields.group;
    readTopics(group);
    GroupKeys read =
        groupKeysTable.get(
            Text.trim(group.country.value()),
            Text.trim(group.city.value()),
            group.state.valueUnlessBlank() == null ? null : Text.trim(group.state.value()),
            key(groupTable, group.urlname, group.name),
            topics.keys());
    if (groups != null) {
      groups.put(buffer, group.start, group.end, limit, read);
    }
    return read;
  }

  private void readTopics(GroupFields group) {
    topics.clear();
    for (int i = 0; i < group.topicNames.size(); i++) {
      String name = group.topicNames.get(i);
      String label = group.topicLabels.get(i);
      topics.add(topicTable.get(name, label == null ? name : label));
    }
  }

  /** The reason, or null for a valid group. */
  private Reason brokenRuleOfGroup() {
    if (fields.knownGroup != null) {
      return null;
    }
    GroupFields group = fields.group;
    if (group.badType) {
      return Reason.BAD_TYPE_GROUP;
    }
    if (!group.present) {
      return Reason.MISSING_GROUP;
    }
    if (group.country.valueUnlessBlank() == null) {
      boolean absent = group.country.value() == null && !group.country.isBadType();
      return absent ? Reason.MISSING_COUNTRY : Reason.BAD_TYPE_COUNTRY;
    }
    if (group.city.valueUnlessBlank() == null) {
      boolean absent = group.city.value() == null && !group.city.isBadType();
      return absent ? Reason.MISSING_CITY : Reason.BAD_TYPE_CITY;
    }
    if (group.state.isBadType()) {
      return Reason.BAD_TYPE_STATE;
    }
    return group.topicsBadType ? Reason.BAD_TYPE_TOPICS : tooLongKeyOfGroup();
  }

  /** The reason, or null if every key of a group that is valid otherwise is short enough. */
  private Reason tooLongKeyOfGroup() {
    GroupFields group = fields.group;
    String state = group.state.valueUnlessBlank();
    String region =
        Text.trim(state == null ? group.country.value() : state).toUpperCase(Locale.ROOT);
    if (state != null && !Text.fitsKey(region)) {
      return Reason.BAD_VALUE_STATE;
    }
    int suffix = GroupKeysTable.CITY_SEPARATOR.length() + Text.utf8Length(region);
    if (!Text.fitsKey(Text.trim(group.city.value()), suffix)) {
      return Reason.BAD_VALUE_CITY;
    }
    String urlname = group.urlname.valueUnlessBlank();
    if (urlname != null && !Text.fitsKey(urlname)) {
      return Reason.BAD_VALUE_URLNAME;
    }
    for (int i = 0; i < group.topicNames.size(); i++) {
      if (!Text.fitsKey(group.topicNames.get(i))) {
        return Reason.BAD_VALUE_TOPICS;
      }
    }
    return null;
  }

  /** True if there is an event whose id is too long for a key. */
  private boolean isEventIdTooLong() {
    String id = fields.knownEvent == null ? fields.eventId.valueUnlessBlank() : null;
    return id != null && !Text.fitsKey(id);
  }

  private static Key key(KeyTable keys, TextField name, TextField label) {
    String text = name.valueUnlessBlank();
    return text == null ? null : keys.get(text, label(label, text));
  }

  private static String label(TextField label, String otherwise) {
    String text = label.valueUnlessBlank();
    return Text.cut(text == null ? otherwise : text);
  }

  private static Outcome invalid(Reason reason) {
    return new Outcome.Invalid(reason);
  }
}
