package dev.meetuppulse.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.meetuppulse.core.board.Selection;
import dev.meetuppulse.core.window.Dimension;
import java.nio.charset.StandardCharsets;

/** The page's HTML, with what it starts from inside: options and the first boards. */
final class Page {
  private static final long SHARED_MILLIS = 200;

  private record Key(String window, int rows, Selection selection) {}

  private final String template;
  private final Query query;
  private final Boards boards;
  private final ObjectMapper json = new ObjectMapper();
  private final Shared<Key, Answer> made =
      new Shared<>(SHARED_MILLIS, () -> System.nanoTime() / 1_000_000);

  Page(Assets assets, Query query, Boards boards) {
    StringBuilder head = new StringBuilder();
    String folder = "assets/" + assets.version() + "/";
    for (String style : Assets.STYLES) {
      head.append("<link rel=\"stylesheet\" href=\"").append(folder).append(style).append("\">\n");
    }
    for (String module : Assets.MODULES) {
      head.append("<link rel=\"modulepreload\" href=\"")
          .append(folder)
          .append(module)
          .append("\">\n");
    }
    head.append("<link rel=\"modulepreload\" href=\"")
        .append(folder)
        .append(Assets.D3)
        .append("\">\n");
    this.template =
        Assets.text("page.html")
            .replace("{links}", head.toString().strip())
            .replace("{assets}", folder);
    this.query = query;
    this.boards = boards;
  }

  /**
   * The page as it starts with this window and so many rows.
   *
   * @param selection what to look at, or null for what is published
   */
  Answer html(String window, int rows, Selection selection) {
    return made.get(new Key(window, rows, selection), before -> make(window, rows, selection));
  }

  private Answer make(String window, int rows, Selection selection) {
    ObjectNode first = json.createObjectNode();
    first.set("windows", json.valueToTree(query.windows()));
    first.set("remembered", json.valueToTree(query.remembered()));
    first.set(
        "dimensions", json.valueToTree(query.dimensions().stream().map(Dimension::id).toList()));
    first.put("mostRows", query.mostRows());
    first.put("now", System.currentTimeMillis());
    Answer live =
        PulseServer.orError(
            () ->
                selection == null
                    ? boards.live(window, rows)
                    : boards.selected(window, rows, selection, null));
    first.put("tag", live.tag());
    first.putRawValue("live", new RawValue(live.text()));
    first.putRawValue("trends", new RawValue(PulseServer.orError(boards::trends).text()));
    return Answer.of("text/html; charset=utf-8", fill(first).getBytes(StandardCharsets.UTF_8));
  }

  /** A "less than" sign could end the element that holds the JSON. */
  private String fill(ObjectNode first) {
    try {
      String text = json.writeValueAsString(first).replace("<", "\\u003c");
      return template.replace("{first}", text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
