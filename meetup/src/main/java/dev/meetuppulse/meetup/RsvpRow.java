package dev.meetuppulse.meetup;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * An RSVP to an event, as the API shows it.
 *
 * @param id of the RSVP
 * @param response {@code yes}, {@code no} or {@code waitlist}
 * @param updated ms since the epoch
 */
record RsvpRow(long id, String response, int guests, long updated) {

  /**
   * Reads a {@code node} of a list of RSVPs.
   *
   * @return empty if it is not a valid RSVP: without status or time, or undecided
   */
  static Optional<RsvpRow> of(JsonNode node) {
    String response = response(node.path("status").asText());
    String id = node.path("id").asText();
    long updated = time(node.path("updated"));
    if (response.isEmpty() || id.isEmpty() || updated <= 0) {
      return Optional.empty();
    }
    int guests = Math.max(0, node.path("guestsCount").asInt());
    return Optional.of(new RsvpRow(number(id), response, guests, updated));
  }

  /** Ms since the epoch of a DateTime, or 0 if it is none. */
  static long time(JsonNode dateTime) {
    try {
      return OffsetDateTime.parse(dateTime.asText()).toInstant().toEpochMilli();
    } catch (DateTimeException e) {
      return 0;
    }
  }

  boolean saysTheSameAs(RsvpRow other) {
    return response.equals(other.response) && guests == other.guests;
  }

  /** After the event "yes" becomes "attended" or not: that is not a change of the RSVP. */
  private static String response(String status) {
    return switch (status) {
      case "YES", "YES_PENDING_PAYMENT", "ATTENDED", "NO_SHOW" -> "yes";
      case "NO", "EXCUSED_ABSENCE" -> "no";
      case "WAITLIST" -> "waitlist";
      default -> "";
    };
  }

  /** Ids are decimal numbers; should one ever not be, 63 bits of its SHA-256 replace it. */
  static long number(String id) {
    if (id.matches("\\d{1,18}")) {
      return Long.parseLong(id);
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(hash).getLong() >>> 1;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
