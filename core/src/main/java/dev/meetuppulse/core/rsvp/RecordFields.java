package dev.meetuppulse.core.rsvp;

/** The fields of a record. Reused for each record. */
final class RecordFields {
  final IntegerField id = new IntegerField();
  final IntegerField mtime = new IntegerField();
  final IntegerField guests = new IntegerField();
  final TextField response = new TextField();
  final TextField eventId = new TextField();
  final TextField eventName = new TextField();
  final GroupFields group = new GroupFields();

  /** True once there was an event. */
  boolean eventRead;

  /** The bytes that the scanner read as the event: from where to where in the line; or 0, 0. */
  int eventStart;

  int eventEnd;

  /** The event, if its bytes were known; else null. */
  Key knownEvent;

  /** The group's keys, if its bytes were known; else null. */
  GroupKeys knownGroup;

  void clear() {
    id.clear();
    mtime.clear();
    guests.clear();
    response.clear();
    eventId.clear();
    eventName.clear();
    group.clear();
    eventRead = false;
    eventStart = 0;
    eventEnd = 0;
    knownEvent = null;
    knownGroup = null;
  }
}
