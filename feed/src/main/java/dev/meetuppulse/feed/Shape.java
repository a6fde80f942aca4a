package dev.meetuppulse.feed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.meetuppulse.core.rsvp.Lines;
import java.util.List;
import java.util.Optional;

/**
 * Names the format of lines that are no RSVPs, one JSON object each. Says nothing of their text.
 */
final class Shape {
  private static final int TAR_MARK = 257;
  private static final String SPACE = " \t\r";
  private static final String BEFORE_ELEMENT = "[, \t\n\u000b\f\r";
  private static final String AFTER_ELEMENT = "], \t\n\u000b\f\r";

  private final List<Line> lines;
  private final String first;

  private Shape(List<Line> lines) {
    this.lines = lines;
    this.first = text(lines.get(0));
  }

  /**
   * Names the format of a stream by its first JSON object and the lines before it.
   *
   * @param held none of them is a JSON object
   * @param object the line after them, which is one
   * @return null if it is a stream of JSON lines, as far as can be seen
   */
  static NotJsonLinesException upTo(Line object, List<Line> held) {
    Optional<String> list = Lines.listOfRsvps(object.bytes());
    if (list.isPresent()) {
      return new NotJsonLinesException(
          "a JSON object around a list", "jq -c '." + list.get() + "[]' FILE");
    }
    return held.isEmpty() ? null : before(object, held);
  }

  private static NotJsonLinesException before(Line object, List<Line> held) {
    Shape shape = new Shape(held);
    if (shape.isArrayOverLines()) {
      return array();
    }
    if (text(held.get(held.size() - 1)).matches("\\d{1,9}") && shape.isLengthOf(object)) {
      return new NotJsonLinesException("JSON objects with their lengths before them");
    }
    return null;
  }

  /**
   * Names the format of a stream that has these lines and no JSON object among them.
   *
   * @param held at least one line
   */
  static NotJsonLinesException of(List<Line> held) {
    return new Shape(held).name();
  }

  /** True for an event of a stream of server-sent events that carries a JSON object. */
  static boolean isEvent(Line line) {
    String text = text(line);
    return text.startsWith("data:") && Lines.isObject(text.substring(5).getBytes(ISO_8859_1));
  }

  private NotJsonLinesException name() {
    if (first.startsWith("<")) {
      return new NotJsonLinesException("HTML or XML");
    }
    if (lines.stream().anyMatch(Shape::isEvent)) {
      return new NotJsonLinesException("server-sent events", "sed -n 's/^data: *//p' FILE");
    }
    if (first.startsWith("[") || isArrayOverLines()) {
      return array();
    }
    if (first.length() > TAR_MARK && first.startsWith("ustar", TAR_MARK)) {
      return new NotJsonLinesException("a tar archive", "tar -xOf FILE");
    }
    if (first.chars().anyMatch(c -> c < ' ' && c != '\t' && c != '\r' && c != 0x1E)) {
      return new NotJsonLinesException("binary data");
    }
    return first.startsWith("{") || first.startsWith("\u001e")
        ? nameOfObjects()
        : new NotJsonLinesException("text without a JSON object on a line of its own");
  }

  private NotJsonLinesException nameOfObjects() {
    if (first.startsWith("\u001e")) {
      return new NotJsonLinesException("a JSON text sequence", "tr -d '\\036' <FILE");
    }
    if (first.matches("(?s)\\{\\s*'.*")) {
      return new NotJsonLinesException("text in single quotes, which is not JSON");
    }
    if (first.equals("{") || lines.size() > 1 && text(lines.get(1)).startsWith("\"")) {
      return new NotJsonLinesException("JSON spread over several lines", "jq -c . FILE");
    }
    if (first.matches("(?s).*\\}\\s*\\{.*")) {
      return new NotJsonLinesException(
          "JSON objects without a newline between them", "jq -c . FILE");
    }
    return new NotJsonLinesException("text without a whole JSON object on a line");
  }

  /** True for the beginning of an array, with elements on lines of their own. */
  private boolean isArrayOverLines() {
    boolean open = first.startsWith("[") && !Lines.isJson(lines.get(0).bytes());
    return first.equals("[") || open && elements() > 0 || elements() > 2;
  }

  /** Lines that are a JSON object but for the commas and brackets of an array. */
  private long elements() {
    return lines.stream()
        .map(line -> stripped(text(line), BEFORE_ELEMENT, AFTER_ELEMENT).getBytes(ISO_8859_1))
        .filter(Lines::isObject)
        .count();
  }

  private static NotJsonLinesException array() {
    return new NotJsonLinesException("a JSON array", "jq -c '.[]' FILE");
  }

  private boolean isLengthOf(Line object) {
    int said = Integer.parseInt(text(lines.get(lines.size() - 1)));
    return said >= object.length() && said <= object.length() + 2;
  }

  private static String text(Line line) {
    return stripped(new String(line.bytes(), ISO_8859_1), SPACE, SPACE);
  }

  private static String stripped(String text, String before, String after) {
    int from = 0;
    int to = text.length();
    while (from < to && before.indexOf(text.charAt(from)) >= 0) {
      from++;
    }
    while (from < to && after.indexOf(text.charAt(to - 1)) >= 0) {
      to--;
    }
    return text.substring(from, to);
  }
}
