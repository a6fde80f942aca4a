package dev.meetuppulse.web.page;

import dev.meetuppulse.web.http.Payload;
import dev.meetuppulse.web.http.Resources;
import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The page's files: one script, one style sheet and an icon, put together once. They live under a
 * folder named after their content, so browsers may keep them and a new version is never mixed with
 * an old one.
 */
final class Assets {
  private static final List<String> STYLES = List.of("base.css", "page.css", "board.css");

  private final Map<String, Payload> files = new LinkedHashMap<>();
  private final String version;

  Assets() {
    put("page.css", "text/css", styles());
    put("page.js", "text/javascript", Scripts.bundle("main.js"));
    put("icon.svg", "image/svg+xml", Resources.text("assets/icon.svg"));
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    files.values().forEach(file -> all.writeBytes(file.plain()));
    version = Payload.hash(all.toByteArray());
  }

  /** The folder's name. */
  String version() {
    return version;
  }

  Optional<Payload> file(String name) {
    return Optional.ofNullable(files.get(name));
  }

  private void put(String name, String type, String content) {
    files.put(name, new Payload(type + "; charset=utf-8", content));
  }

  private static String styles() {
    StringBuilder all = new StringBuilder();
    STYLES.forEach(name -> all.append(Resources.text("assets/" + name)));
    // The page's policy allows no style attributes. So these are rules: how long a bar is and how
    // many rows there are, before the script runs, and where the tile of a state is.
    for (int percent = 0; percent <= 100; percent++) {
      all.append("[data-f=\"%d\"]{--f:%s}\n".formatted(percent, percent / 100.0));
    }
    for (int rows : SegmentModel.SIZES) {
      all.append(".rows[data-n=\"%1$d\"]{--n:%1$d}\n".formatted(rows));
    }
    for (int at = 0; at <= MapModel.LAST_COLUMN; at++) {
      all.append("[data-x=\"%d\"]{grid-column:%d}\n".formatted(at, at + 1));
      all.append("[data-y=\"%d\"]{grid-row:%d}\n".formatted(at, at + 1));
    }
    return all.toString();
  }
}
