package dev.meetuppulse.core.rsvp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The stub that replaces a line that is not one JSON object: its known fields before the fault, the
 * reason, and its length, as in <code>{"rsvp_id":7} &lt;malformed_json: 123 bytes&gt;</code>. No
 * other text of the line is kept, because no one can say what belongs to a member where quotes or
 * braces are missing. A stub is not JSON either, and the stub of a stub is itself.
 */
final class BrokenLine {
  private static final Pattern MARK =
      Pattern.compile(" <(?:malformed_json|too_large): (\\d{1,18}) bytes>$");
  private static final int LONGEST_MARK = 60;

  private BrokenLine() {}

  /** The stub of a line of {@code length} bytes, of which only the beginning may be left. */
  static byte[] stub(byte[] line, long length) {
    Reason reason = length > RsvpParser.MAX_BYTES ? Reason.TOO_LARGE : Reason.MALFORMED_JSON;
    byte[] fields = KnownFields.beforeFault(line);
    byte[] mark = (" <" + reason.id() + ": " + length + " bytes>").getBytes(US_ASCII);
    byte[] stub = new byte[fields.length + mark.length];
    System.arraycopy(fields, 0, stub, 0, fields.length);
    System.arraycopy(mark, 0, stub, fields.length, mark.length);
    return stub;
  }

  /** The length of the original line, bytes: the stated one of a stub, otherwise its own. */
  static long length(byte[] line) {
    int from = Math.max(0, line.length - LONGEST_MARK);
    Matcher mark = MARK.matcher(new String(line, from, line.length - from, ISO_8859_1));
    return mark.find() ? Long.parseLong(mark.group(1)) : line.length;
  }
}
