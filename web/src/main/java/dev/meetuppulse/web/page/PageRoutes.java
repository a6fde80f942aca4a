package dev.meetuppulse.web.page;

import dev.meetuppulse.web.api.Api;
import dev.meetuppulse.web.http.Responder;
import io.javalin.config.RoutesConfig;
import io.javalin.http.NotFoundResponse;

/** The routes of the page and its files. */
public final class PageRoutes {
  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  private PageRoutes() {}

  public static void add(RoutesConfig routes, Api api) {
    Assets assets = new Assets();
    Page page = new Page("assets/" + assets.version() + "/", api);
    Responder.serve(
        routes, "/", context -> page.html(PageOptions.of(context, api.catalogs().current())));
    Responder.serve(
        routes,
        "/assets/{version}/{name}",
        FOR_EVER,
        context ->
            assets
                .file(context.pathParam("name"))
                .filter(any -> context.pathParam("version").equals(assets.version()))
                .orElseThrow(NotFoundResponse::new));
  }
}
