package dev.meetuppulse.core.rsvp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Removes the member from a line before it goes anywhere. Does not judge the line: the parser gives
 * the same outcome with and without the member.
 *
 * <p>Every field whose name refers to a member is dropped, at any depth and however it is escaped;
 * a text that contains a member becomes {@code "<removed>"}. The rest is unchanged. A line that is
 * not one JSON object becomes a {@link BrokenLine stub}. Idempotent.
 */
public final class MemberRemover {
  private static final byte[] REMOVED = "\"<removed>\"".getBytes(US_ASCII);

  /** Instead of a text that is shorter, so that no line becomes too large. */
  private static final byte[] EMPTY = "\"\"".getBytes(US_ASCII);

  private MemberRemover() {}

  /**
   * A line without its member.
   *
   * @param line the same array if there was no member
   * @param key the {@code rsvp_id} as decimal text; null if the line is not one JSON object or has
   *     no such integer of 64 bits
   * @param length the bytes that the line had; of a stub, those of the original line
   */
  public record Cleaned(byte[] line, String key, long length) {}

  /** The bytes to leave out, or to replace. */
  private record Edit(int from, int to, boolean replace) {}

  /** Removes the member from a line, given without its line end, and finds its key. */
  public static Cleaned remove(byte[] line) {
    return remove(line, line.length);
  }

  /**
   * Removes the member from a line of which only the beginning may be left.
   *
   * @param length the bytes that the line had
   */
  public static Cleaned remove(byte[] line, long length) {
    boolean whole = length == line.length;
    if (whole) {
      if (Lines.isBlank(line)) {
        return new Cleaned(line, null, length);
      }
      Cleaned cleaned = removeFromObject(line);
      if (cleaned != null) {
        return cleaned;
      }
    }
    long known = whole ? BrokenLine.length(line) : length;
    return new Cleaned(BrokenLine.stub(line, known), null, known);
  }

  /**
   * The known fields of a line that is one JSON object, with overlong values cut. The parser says
   * of them what it says of the line. A stub stays as it is.
   */
  public static byte[] knownFields(byte[] line) {
    return Lines.isObject(line) ? KnownFields.ofObject(line) : line;
  }

  /** Null if the line is not one JSON object. */
  private static Cleaned removeFromObject(byte[] line) {
    IntegerField id = new IntegerField();
    List<Edit> members = StrictJson.read(line, json -> memberFields(json, id), null);
    if (members == null) {
      return null;
    }
    byte[] cleaned = members.isEmpty() ? line : edited(line, members);
    if (MemberText.isPossible(cleaned)) {
      cleaned = withoutMemberTexts(cleaned);
    }
    String key = id.state() == IntegerField.FieldState.FINE ? Long.toString(id.value()) : null;
    return cleaned == null ? null : new Cleaned(cleaned, key, line.length);
  }

  private static List<Edit> memberFields(JsonParser json, IntegerField id) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      return null;
    }
    List<Edit> members = new ArrayList<>(1);
    while (!json.getParsingContext().inRoot()) {
      if (json.nextToken() != JsonToken.FIELD_NAME) {
        continue;
      }
      String name = json.currentName();
      if (MemberText.isName(name)) {
        int from = (int) json.currentTokenLocation().getByteOffset();
        json.nextToken();
        json.skipChildren();
        json.finishToken();
        members.add(new Edit(from, (int) json.currentLocation().getByteOffset(), false));
      } else if (name.equals("rsvp_id") && json.getParsingContext().getParent().inRoot()) {
        if (json.nextToken().isScalarValue()) {
          id.read(json);
        } else {
          id.clear();
        }
      }
    }
    return json.nextToken() == null ? members : null;
  }

  /**
   * Removes texts that hold a member. Tables and lists of pairs have field names as texts: if one
   * names a member field only the known fields are kept, because it is unknown which other values
   * are a member's. Null if the line is no longer readable.
   */
  private static byte[] withoutMemberTexts(byte[] line) {
    List<Edit> texts = new ArrayList<>();
    Boolean namesFields = StrictJson.read(line, json -> memberTexts(json, texts), null);
    if (namesFields == null) {
      return null;
    }
    byte[] cleaned = texts.isEmpty() ? line : edited(line, texts);
    return namesFields ? KnownFields.ofObject(cleaned) : cleaned;
  }

  /** Adds the texts that hold a member; true if a text is the name of a member's field. */
  private static boolean memberTexts(JsonParser json, List<Edit> texts) throws IOException {
    texts.clear();
    boolean namesFields = false;
    for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
      if (token == JsonToken.VALUE_STRING) {
        namesFields |= MemberText.isNameOfField(json.getText(), json.currentName());
        if (MemberText.isIn(json.getText())) {
          int from = (int) json.currentTokenLocation().getByteOffset();
          texts.add(new Edit(from, (int) json.currentLocation().getByteOffset(), true));
        }
      }
    }
    return namesFields;
  }

  /** Leaves fields out, and with each of them one comma; replaces values. */
  private static byte[] edited(byte[] line, List<Edit> edits) {
    byte[] kept = new byte[line.length];
    int size = 0;
    int position = 0;
    for (Edit edit : edits) {
      size = append(kept, size, line, position, edit.from);
      position = edit.to;
      int next = skipSpace(line, edit.to);
      if (edit.replace) {
        byte[] instead = edit.to - edit.from < REMOVED.length ? EMPTY : REMOVED;
        size = append(kept, size, instead, 0, instead.length);
      } else if (line[next] == ',') {
        position = next + 1;
      } else {
        size = withoutCommaAtEnd(kept, size);
      }
    }
    size = append(kept, size, line, position, line.length);
    return Arrays.copyOf(kept, size);
  }

  private static int append(byte[] kept, int size, byte[] bytes, int from, int to) {
    System.arraycopy(bytes, from, kept, size, to - from);
    return size + to - from;
  }

  private static int withoutCommaAtEnd(byte[] kept, int size) {
    int end = size - 1;
    while (isSpace(kept[end])) {
      end--;
    }
    return kept[end] == ',' ? end : size;
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
}
