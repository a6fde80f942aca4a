package dev.meetuppulse.core.rsvp;

/** What a record says outside its group. Used again for each record. */
final class RecordFields {
  final IntegerField id = new IntegerField();
  final IntegerField mtime = new IntegerField();
  final IntegerField guests = new IntegerField();
  final TextField response = new TextField();
  final TextField eventId = new TextField();
  final TextField eventName = new TextField();

  /** True once there was an event. */
  boolean eventRead;

  /** What the group stands for, if its bytes were known; else null. */
  Facets knownFacets;

  void clear() {
    id.clear();
    mtime.clear();
    guests.clear();
    response.clear();
    eventId.clear();
    eventName.clear();
    eventRead = false;
    knownFacets = null;
  }
}
