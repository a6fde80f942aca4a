package dev.meetuppulse.web.page;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.meetuppulse.core.board.QueryCriteria;
import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.web.api.Api;
import dev.meetuppulse.web.api.ErrorBody;
import dev.meetuppulse.web.boards.Catalog;
import dev.meetuppulse.web.boards.LiveView;
import dev.meetuppulse.web.boards.SharedCache;
import dev.meetuppulse.web.http.Json;
import dev.meetuppulse.web.http.Payload;
import dev.meetuppulse.web.http.Problem;
import dev.meetuppulse.web.http.Resources;
import java.io.StringReader;
import java.time.Duration;

/**
 * The page's HTML with the first boards in it: as elements that are read before any script runs,
 * and as data for the script that takes them over.
 */
final class Page {
  private static final Duration FRESH = Duration.ofMillis(200);
  private static final long MAX_BYTES = 4 << 20;

  private final Template template =
      Mustache.compiler()
          .nullValue("")
          .emptyStringIsFalse(true)
          .withLoader(name -> new StringReader(Resources.text(name)))
          .compile(Resources.text("page.html"));
  private final String folder;
  private final Api api;
  private final SharedCache<PageOptions, Payload> pages =
      new SharedCache<>(any -> FRESH, MAX_BYTES, page -> page.plain().length);

  /**
   * @param folder where scripts and styles are
   */
  Page(String folder, Api api) {
    this.folder = folder;
    this.api = api;
  }

  /** The page that starts with these options. */
  Payload html(PageOptions options) {
    return pages.get(options, () -> make(options));
  }

  private Payload make(PageOptions options) {
    LiveView live = null;
    Problem problem = null;
    try {
      live = api.boards().live(options.query());
    } catch (StoreException e) {
      problem = Problem.of(e);
    }
    Payload answer = Payload.json(live == null ? new ErrorBody(problem) : live);
    Payload trends = live == null ? answer : api.trends();
    PageModel model =
        PageModel.of(
            options,
            new PageModel.PageData(
                live, problem, Json.tree(trends.text()), System.currentTimeMillis()),
            folder,
            first(options, answer, trends));
    return new Payload("text/html; charset=utf-8", template.execute(model));
  }

  /** JSON for the script. A "less than" sign could end the element that holds it. */
  private static String first(PageOptions options, Payload live, Payload trends) {
    Catalog catalog = options.query().catalog();
    ObjectNode first = JsonNodeFactory.instance.objectNode();
    first.putPOJO("windows", catalog.windowNames());
    first.put("window", catalog.firstWindow().name());
    first.putPOJO("remembered", catalog.rememberedNames());
    first.putPOJO("dimensions", catalog.dimensionIds());
    first.putPOJO("sizes", SegmentModel.sizes(catalog));
    first.put("mostRows", catalog.mostRows());
    first.set("chosen", chosen(options));
    first.put("now", System.currentTimeMillis());
    first.put("tag", live.tag());
    first.putRawValue("live", new RawValue(live.text()));
    first.putRawValue("trends", new RawValue(trends.text()));
    return Json.text(first).replace("<", "\\u003c");
  }

  /** The options as the script names them. */
  private static ObjectNode chosen(PageOptions options) {
    QueryCriteria criteria = options.query().criteria();
    ObjectNode chosen = JsonNodeFactory.instance.objectNode();
    chosen.put("window", options.query().window().name());
    chosen.put("view", options.view());
    chosen.put("rows", options.query().rows());
    chosen.put("theme", options.theme() == null ? "auto" : options.theme());
    chosen.put("kiosk", options.kiosk());
    chosen.put("at", options.at());
    if (criteria != null) {
      chosen.put("measure", criteria.measure().id());
      if (criteria.filter() != null) {
        chosen
            .putObject("only")
            .put("by", criteria.filter().dimension().one())
            .put("key", criteria.filter().key());
      }
    }
    return chosen;
  }
}
