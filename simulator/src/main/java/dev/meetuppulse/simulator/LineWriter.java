package dev.meetuppulse.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/** Writes lines in the stream's own form. What never changes is rendered once and copied. */
final class LineWriter {
  private static final byte[] RESPONSE = ascii("\"response\":");
  private static final byte[] YES = ascii("\"yes\"");
  private static final byte[] NO = ascii("\"no\"");
  private static final byte[] MEMBER = ascii("\"member\":{\"member_id\":");
  private static final byte[] MEMBER_NAME = ascii(",\"member_name\":");
  private static final byte[] PHOTO = ascii(",\"photo\":\"https:\\/\\/photos.invalid\\/member\\/");
  private static final byte[] JPEG = ascii(".jpeg\"");
  private static final byte[] SERVICES =
      ascii(",\"other_services\":{\"twitter\":{\"identifier\":\"@member");
  private static final byte[] SERVICES_END = ascii("\"}}");
  private static final byte[] VISIBILITY = ascii("\"visibility\":\"public\"");
  private static final byte[] EVENT_NAME = ascii("\"event\":{\"event_name\":");
  private static final byte[] EVENT_ID = ascii(",\"event_id\":\"");
  private static final byte[] EVENT_TIME = ascii(",\"time\":");
  private static final byte[] EVENT_URL = ascii(",\"event_url\":");
  private static final byte[] EVENT_END = ascii("\\/\"}");
  private static final byte[] GUESTS = ascii("\"guests\":");
  private static final byte[] MTIME = ascii("\"mtime\":");
  private static final byte[] RSVP_ID = ascii("\"rsvp_id\":");
  private static final byte[] GROUP = ascii("\"group\":");
  private static final byte[] VENUE = ascii("\"venue\":");
  private static final String LETTERS = "bcdfghjklmnpqrstvwyz";
  private static final byte[][] FIRST_NAMES = firstNames();

  private byte[] buffer = new byte[2_048];
  private int length;

  private LineWriter() {}

  static byte[] write(SimulatedRsvp rsvp) {
    LineWriter writer = new LineWriter();
    writer.line(rsvp);
    return Arrays.copyOf(writer.buffer, writer.length);
  }

  static String eventId(Group.Slot slot, long number) {
    return slot.lettered() ? letters(number) : Long.toString(200_000_000 + number);
  }

  private void line(SimulatedRsvp rsvp) {
    put('{');
    if ((rsvp.shape() & 0xF) < 5) {
      earlierForm(rsvp, rsvp.slot().venue());
    } else {
      laterForm(rsvp, rsvp.slot().venue());
    }
    put('}');
  }

  private void earlierForm(SimulatedRsvp rsvp, byte[] venue) {
    response(rsvp);
    put(',');
    member(rsvp);
    put(',');
    put(VISIBILITY);
    put(',');
    event(rsvp);
    put(',');
    number(GUESTS, rsvp.guests());
    put(',');
    number(MTIME, rsvp.mtime());
    put(',');
    number(RSVP_ID, rsvp.id());
    put(',');
    put(GROUP);
    put(rsvp.group().json());
    if (venue != null) {
      put(',');
      put(VENUE);
      put(venue);
    }
  }

  private void laterForm(SimulatedRsvp rsvp, byte[] venue) {
    if (venue != null) {
      put(VENUE);
      put(venue);
      put(',');
    }
    put(VISIBILITY);
    put(',');
    response(rsvp);
    put(',');
    number(GUESTS, rsvp.guests());
    put(',');
    member(rsvp);
    put(',');
    number(RSVP_ID, rsvp.id());
    put(',');
    number(MTIME, rsvp.mtime());
    put(',');
    event(rsvp);
    put(',');
    put(GROUP);
    put(rsvp.group().json());
  }

  private void response(SimulatedRsvp rsvp) {
    put(RESPONSE);
    put(rsvp.yes() ? YES : NO);
  }

  private void member(SimulatedRsvp rsvp) {
    long id = 1_000_000 + ((rsvp.shape() >>> 8) & 0xFFFFFFF) % 230_000_000;
    int bits = (int) (rsvp.shape() >>> 40) & 0xFFFF;
    put(MEMBER);
    put(id);
    if (bits % 100 >= 5) {
      put(PHOTO);
      put(id);
      put(JPEG);
    }
    put(MEMBER_NAME);
    put(FIRST_NAMES[bits % FIRST_NAMES.length]);
    if (bits % 97 < 10) {
      put(SERVICES);
      put(id);
      put(SERVICES_END);
    }
    put('}');
  }

  private void event(SimulatedRsvp rsvp) {
    put(EVENT_NAME);
    put(rsvp.slot().name());
    put(EVENT_ID);
    eventId(rsvp);
    put('"');
    if (rsvp.slot().timed()) {
      put(EVENT_TIME);
      put(rsvp.slot().eventTime(rsvp.generation()));
    }
    put(EVENT_URL);
    put(rsvp.slot().urlPrefix());
    eventId(rsvp);
    put(EVENT_END);
  }

  private void eventId(SimulatedRsvp rsvp) {
    if (rsvp.slot().lettered()) {
      put(ascii(letters(rsvp.eventNumber())));
    } else {
      put(200_000_000 + rsvp.eventNumber());
    }
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

  private void number(byte[] key, long value) {
    put(key);
    put(value);
  }

  private void put(char c) {
    room(1);
    buffer[length++] = (byte) c;
  }

  private void put(byte[] bytes) {
    room(bytes.length);
    System.arraycopy(bytes, 0, buffer, length, bytes.length);
    length += bytes.length;
  }

  private void put(long value) {
    room(20);
    int digits = 1;
    for (long rest = value; rest >= 10; rest /= 10) {
      digits++;
    }
    long rest = value;
    for (int i = length + digits - 1; i >= length; i--) {
      buffer[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
  }

  private void room(int bytes) {
    if (length + bytes > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + bytes));
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static byte[][] firstNames() {
    byte[][] names = new byte[Names.firstNames()][];
    for (int i = 0; i < names.length; i++) {
      names[i] = JsonText.utf8(JsonText.quote(Names.firstName(i)));
    }
    return names;
  }
}
