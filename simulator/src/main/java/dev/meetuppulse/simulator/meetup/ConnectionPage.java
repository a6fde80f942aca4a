package dev.meetuppulse.simulator.meetup;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A page of a list whose cursors are row offsets, so that it shifts while the list grows. */
final class ConnectionPage {
  private static final int DEFAULT_ROWS = 10;
  private static final int MAX_ROWS = 200;

  private ConnectionPage() {}

  static Map<String, Object> of(List<?> all, Map<String, Object> arguments) {
    int from = Math.min(all.size(), offset(arguments.get("after")) + 1);
    int wanted = arguments.get("first") instanceof Integer first ? first : DEFAULT_ROWS;
    int to = Math.min(all.size(), from + Math.max(0, Math.min(MAX_ROWS, wanted)));
    List<Map<String, Object>> edges = new ArrayList<>();
    for (int i = from; i < to; i++) {
      edges.add(Map.of("cursor", cursor(i), "node", all.get(i)));
    }
    Map<String, Object> pageInfo = new LinkedHashMap<>();
    pageInfo.put("hasNextPage", to < all.size());
    pageInfo.put("hasPreviousPage", from > 0);
    pageInfo.put("startCursor", from < to ? cursor(from) : null);
    pageInfo.put("endCursor", from < to ? cursor(to - 1) : null);
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("pageInfo", pageInfo);
    page.put("edges", edges);
    return page;
  }

  private static String cursor(int row) {
    return Base64.getEncoder()
        .encodeToString(Integer.toString(row).getBytes(StandardCharsets.UTF_8));
  }

  private static int offset(Object after) {
    if (after == null) {
      return -1;
    }
    try {
      String text =
          new String(Base64.getDecoder().decode(after.toString()), StandardCharsets.UTF_8);
      return Math.max(-1, Integer.parseInt(text));
    } catch (IllegalArgumentException e) {
      return -1;
    }
  }
}
