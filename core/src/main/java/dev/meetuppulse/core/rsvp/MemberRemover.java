package dev.meetuppulse.core.rsvp;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes {@code member} out of a line, before the line goes anywhere. It judges nothing: the parser
 * says of a line without its member what it says of the whole line.
 *
 * <p>In valid JSON every field of that name goes, at any depth, however its name is escaped. Of a
 * line that is not, {@link BrokenLine} blanks what could belong to a member, and the line stays
 * broken. To do it twice changes nothing.
 */
public final class MemberRemover {
  private static final String MEMBER = "member";

  private MemberRemover() {}

  /**
   * What is left of a line.
   *
   * @param line the line without member; the same array if there was none
   * @param key the {@code rsvp_id} as decimal text; null if the line is not valid JSON or has no
   *     such integer of 64 bits
   */
  public record Cleaned(byte[] line, String key) {}

  /** Takes the member out of a line, without its line end, and finds its key. */
  public static Cleaned remove(byte[] line) {
    return remove(line, line);
  }

  /**
   * @param readable the same, as the parser is given it
   */
  private static Cleaned remove(byte[] line, byte[] readable) {
    try {
      Cleaned cleaned = removeFromValid(line, readable);
      return cleaned != null ? cleaned : new Cleaned(BrokenLine.blankMember(line), null);
    } catch (JsonProcessingException e) {
      byte[] more = EscapedNames.readable(readable);
      return more == readable
          ? new Cleaned(BrokenLine.blankMember(line), null)
          : remove(line, more);
    } catch (IOException e) {
      throw new UncheckedIOException("reading an array", e);
    }
  }

  /** Null, or an exception, if the line is not one JSON value. */
  private static Cleaned removeFromValid(byte[] line, byte[] readable) throws IOException {
    try (JsonParser json = StrictJson.open(readable)) {
      if (json == null || json.nextToken() == null) {
        return null;
      }
      IntegerField id = new IntegerField();
      List<Range> members = new ArrayList<>(1);
      if (json.currentToken().isStructStart()) {
        readStructure(json, id, members);
      } else {
        json.finishToken();
      }
      if (json.nextToken() != null) {
        return null;
      }
      return new Cleaned(
          members.isEmpty() ? line : without(line, members),
          id.state() == IntegerField.State.FINE ? Long.toString(id.value()) : null);
    }
  }

  /** Reads up to the end of the array or object that the parser stands on the start of. */
  private static void readStructure(JsonParser json, IntegerField id, List<Range> members)
      throws IOException {
    while (!json.getParsingContext().inRoot()) {
      if (json.nextToken() != JsonToken.FIELD_NAME) {
        continue;
      }
      String name = json.currentName();
      if (name.equals(MEMBER)) {
        int from = (int) json.currentTokenLocation().getByteOffset();
        json.nextToken();
        json.skipChildren();
        json.finishToken();
        members.add(new Range(from, (int) json.currentLocation().getByteOffset()));
      } else if (name.equals("rsvp_id") && json.getParsingContext().getParent().inRoot()) {
        if (json.nextToken().isScalarValue()) {
          id.read(json);
        } else {
          id.clear();
        }
      }
    }
  }

  /** Leaves the fields out, and with each of them one comma. */
  private static byte[] without(byte[] line, List<Range> fields) {
    ByteArrayOutputStream kept = new ByteArrayOutputStream(line.length);
    int position = 0;
    for (Range field : fields) {
      int end = skipSpace(line, field.to);
      if (line[end] == ',') {
        kept.write(line, position, field.from - position);
        position = end + 1;
      } else {
        kept.write(line, position, field.from - position);
        dropCommaAtEnd(kept);
        position = field.to;
      }
    }
    kept.write(line, position, line.length - position);
    return kept.toByteArray();
  }

  private static void dropCommaAtEnd(ByteArrayOutputStream out) {
    byte[] bytes = out.toByteArray();
    int end = bytes.length;
    while (isSpace(bytes[end - 1])) {
      end--;
    }
    if (bytes[end - 1] == ',') {
      out.reset();
      out.write(bytes, 0, end - 1);
    }
  }

  private static int skipSpace(byte[] line, int from) {
    int i = from;
    while (isSpace(line[i])) {
      i++;
    }
    return i;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\n' || b == '\r';
  }

  private record Range(int from, int to) {}
}
