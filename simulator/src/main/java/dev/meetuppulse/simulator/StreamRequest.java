package dev.meetuppulse.simulator;

import java.util.HashMap;
import java.util.Map;

/**
 * The place in the stream that a client asks for.
 *
 * @param sinceMtime ms since the epoch; null if the client did not say
 * @param sinceCount lines of the past
 */
record StreamRequest(Long sinceMtime, int sinceCount) {
  private static final int MAX_SINCE_COUNT = 10_000;

  /**
   * @param query of the address, null if it has none
   * @throws IllegalArgumentException saying what is allowed
   */
  static StreamRequest of(String query) {
    Map<String, String> parameters = parameters(query);
    String mtime = parameters.get("since_mtime");
    String count = parameters.get("since_count");
    if (mtime != null && count != null) {
      throw new IllegalArgumentException("since_mtime or since_count, not both");
    }
    if (mtime != null && !mtime.matches("\\d{1,18}")) {
      throw new IllegalArgumentException("since_mtime must be milliseconds since the epoch");
    }
    if (count != null
        && !(count.matches("\\d{1,6}") && Integer.parseInt(count) <= MAX_SINCE_COUNT)) {
      throw new IllegalArgumentException("since_count must be a number up to " + MAX_SINCE_COUNT);
    }
    return new StreamRequest(
        mtime == null ? null : Long.valueOf(mtime), count == null ? 0 : Integer.parseInt(count));
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new HashMap<>();
    if (query != null) {
      for (String part : query.split("&")) {
        String[] keyAndValue = part.split("=", 2);
        parameters.put(keyAndValue[0], keyAndValue.length > 1 ? keyAndValue[1] : "");
      }
    }
    return parameters;
  }
}
