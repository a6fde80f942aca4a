package dev.meetuppulse.core.rsvp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recognises a member written down inside a text value: JSON within JSON, a Python or Java
 * rendering of a record, a query string. Any object written down counts, since its member may be
 * misspelt; a title that merely speaks of members does not.
 */
final class MemberText {
  private static final int MAX_ENCODINGS = 4;
  private static final Pattern NAME_OF_FIELD =
      Pattern.compile("(?i)\\s*(?:(?:\\w+\\.)*+member[\\w.]{0,40}|photo|other_services)\\s*");
  private static final Pattern PERCENT = Pattern.compile("%([0-9a-f]{2})");

  // A match begins only where a run of backslashes does, and no run is read twice.
  private static final Pattern ESCAPE = Pattern.compile("(?<!\\\\)\\\\++u00([0-9a-f]{2})");
  private static final Pattern SPACE = Pattern.compile("(?<!\\\\)\\\\++[nrt]");

  private static final Pattern STRUCTURE =
      Pattern.compile(
          "\\{\\s*[\"'`]?\\w+[\"'`]?\\s*[:=]"
              + "|[\"'`]\\s*member[\\w./-]*\\s*[\"'`]\\s*[:=,]"
              + "|\\bmember[_.]?(?:id|name|photo|bio)\\b"
              + "|\\bmember\\s*[:=]>?\\s*[\\[{(]"
              + "|member(?:(?!member)\\w)*+(?:&quot;|&#34;)"
              + "|<member[\\s>]");

  private static final byte[] MEMBER = "member".getBytes(US_ASCII);
  private static final byte[] PHOTO = "photo\"".getBytes(US_ASCII);
  private static final byte[] OTHER_SERVICES = "other_services\"".getBytes(US_ASCII);

  private MemberText() {}

  /** True for the name of a field about a member, or about something that only a member has. */
  static boolean isName(String name) {
    // Nearly all are, and a set shows it faster than a search through each.
    if (KnownFields.isName(name)) {
      return false;
    }
    int last = name.length() - MEMBER.length;
    for (int i = 0; i <= last; i++) {
      if (name.regionMatches(true, i, "member", 0, MEMBER.length)) {
        return true;
      }
    }
    return name.equalsIgnoreCase("photo")
        || name.equalsIgnoreCase("other_services")
        || name.indexOf('\\') >= 0 && isIn(name);
  }

  /**
   * True if a text is the name of a member field; {@code field} is the field that holds the text,
   * or null in a list.
   */
  static boolean isNameOfField(String text, String field) {
    boolean isOfARecord =
        field != null && (field.equals("visibility") || KnownFields.isName(field));
    return !isOfARecord && NAME_OF_FIELD.matcher(text).matches();
  }

  /** False if no value in a line can be such a text; cheap enough to call for every line. */
  static boolean isPossible(byte[] line) {
    for (int i = 0; i < line.length; i++) {
      int b = line[i];
      if ((b == 'm' || b == 'M') && isWord(line, i, MEMBER)
          || b == '"' && (isWord(line, i + 1, PHOTO) || isWord(line, i + 1, OTHER_SERVICES))
          || b == '\\' && i + 1 < line.length && line[i + 1] == 'u' && isLetterEscape(line, i + 2)
          || b == '%'
          || b == '{' && !isObjectStart(line, i + 1)) {
        return true;
      }
    }
    return false;
  }

  /** True if a decoded text holds a member. */
  static boolean isIn(String text) {
    String plain = text.toLowerCase(Locale.ROOT);
    for (int i = 0; i < MAX_ENCODINGS && plain.indexOf('%') >= 0; i++) {
      plain = PERCENT.matcher(plain).replaceAll(MemberText::decoded);
    }
    if (plain.indexOf('\\') >= 0) {
      plain = ESCAPE.matcher(plain).replaceAll(MemberText::decoded);
      plain = SPACE.matcher(plain).replaceAll(" ").replace("\\", "");
    }
    return STRUCTURE.matcher(plain).find();
  }

  private static String decoded(MatchResult escape) {
    String letter = String.valueOf((char) Integer.parseInt(escape.group(1), 16));
    return Matcher.quoteReplacement(letter.toLowerCase(Locale.ROOT));
  }

  /** True if what follows a brace is what follows it in JSON, outside of texts. */
  private static boolean isObjectStart(byte[] line, int from) {
    int i = from;
    while (i < line.length && Lines.isBlank(line, i, i + 1)) {
      i++;
    }
    return i < line.length && (line[i] == '"' || line[i] == '}');
  }

  private static boolean isWord(byte[] line, int from, byte[] word) {
    if (from + word.length > line.length) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      if ((line[from + i] | 0x20) != (word[i] | 0x20)) {
        return false;
      }
    }
    return true;
  }

  /** True for the digits of an escaped ASCII letter, which never needs an escape. */
  private static boolean isLetterEscape(byte[] line, int from) {
    return from + 2 < line.length
        && line[from] == '0'
        && line[from + 1] == '0'
        && line[from + 2] >= '4'
        && line[from + 2] <= '7';
  }
}
