package dev.meetuppulse.cli.count;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Compares JSON with what is expected of it; additional keys are allowed. */
final class Differences {
  private Differences() {}

  static List<String> between(JsonNode expected, JsonNode actual) {
    List<String> lines = new ArrayList<>();
    compare("", expected, actual, lines);
    return lines;
  }

  private static void compare(String path, JsonNode expected, JsonNode actual, List<String> lines) {
    if (expected.isObject()) {
      expected
          .properties()
          .forEach(
              field ->
                  compare(
                      path + "/" + field.getKey(),
                      field.getValue(),
                      actual.path(field.getKey()),
                      lines));
    } else if (expected.isArray()) {
      if (expected.size() != actual.size()) {
        lines.add(path + " has " + actual.size() + " rows, not " + expected.size());
      }
      for (int i = 0; i < expected.size(); i++) {
        compare(path + "/" + i, expected.get(i), actual.path(i), lines);
      }
    } else if (expected.isNumber() && actual.isNumber()) {
      if (expected.asLong() != actual.asLong()) {
        lines.add(path + " is " + actual + ", not " + expected);
      }
    } else if (!expected.equals(actual)) {
      lines.add(path + " is " + actual + ", not " + expected);
    }
  }
}
