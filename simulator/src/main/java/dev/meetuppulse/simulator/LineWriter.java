package dev.meetuppulse.simulator;

import java.util.ArrayList;
import java.util.List;

/** Writes lines in the stream's own form. */
final class LineWriter {
  private static final String VISIBILITY = "\"visibility\":\"public\"";
  private static final String LETTERS = "bcdfghjklmnpqrstvwyz";

  private LineWriter() {}

  static byte[] write(SimulatedRsvp rsvp) {
    String response = rsvp.yes() ? "\"response\":\"yes\"" : "\"response\":\"no\"";
    String guests = "\"guests\":" + rsvp.guests();
    String mtime = "\"mtime\":" + rsvp.mtime();
    String id = "\"rsvp_id\":" + rsvp.id();
    String group = "\"group\":" + rsvp.group().json();
    boolean earlierForm = (rsvp.shape() & 0xF) < 5;
    List<String> fields =
        new ArrayList<>(
            earlierForm
                ? List.of(response, member(rsvp), VISIBILITY, event(rsvp), guests, mtime, id, group)
                : List.of(
                    VISIBILITY, response, guests, member(rsvp), id, mtime, event(rsvp), group));
    if (rsvp.slot().venue() != null) {
      fields.add(earlierForm ? fields.size() : 0, "\"venue\":" + rsvp.slot().venue());
    }
    return JsonText.utf8("{" + String.join(",", fields) + "}");
  }

  static String eventId(Group.Slot slot, long number) {
    return slot.lettered() ? letters(number) : Long.toString(200_000_000 + number);
  }

  private static String member(SimulatedRsvp rsvp) {
    long id = 1_000_000 + ((rsvp.shape() >>> 8) & 0xFFFFFFF) % 230_000_000;
    int bits = (int) (rsvp.shape() >>> 40) & 0xFFFF;
    String photo = ",\"photo\":\"https:\\/\\/photos.invalid\\/member\\/" + id + ".jpeg\"";
    String services = ",\"other_services\":{\"twitter\":{\"identifier\":\"@member" + id + "\"}}";
    return "\"member\":{\"member_id\":"
        + id
        + (bits % 100 >= 5 ? photo : "")
        + ",\"member_name\":"
        + JsonText.quote(Names.first(bits))
        + (bits % 97 < 10 ? services : "")
        + "}";
  }

  private static String event(SimulatedRsvp rsvp) {
    Group.Slot slot = rsvp.slot();
    String id = rsvp.eventId();
    String name = "\"event\":{\"event_name\":" + slot.name() + ",\"event_id\":\"" + id + '"';
    String time = slot.timed() ? ",\"time\":" + slot.eventTime(rsvp.generation()) : "";
    String url = ",\"event_url\":" + slot.urlPrefix() + id + "\\/\"}";
    return name + time + url;
  }

  /** Numbers in base 20, twelve letters long. */
  private static String letters(long number) {
    char[] out = new char[12];
    long rest = number;
    for (int i = out.length - 1; i >= 0; i--) {
      out[i] = LETTERS.charAt((int) (rest % 20));
      rest /= 20;
    }
    return new String(out);
  }
}
