package dev.meetuppulse.web.http;

import dev.meetuppulse.core.journal.StoreException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers every failure in JSON. */
public final class ProblemHandlers {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemHandlers.class);
  private static final Problem NOT_FOUND =
      new Problem(
          "not_found", "there is nothing here; the API is described at /api/v1/openapi.json");
  private static final Problem READ_ONLY =
      new Problem("read_only", "everything here is read only: GET or HEAD");
  private static final Problem INTERNAL =
      new Problem("internal", "something went wrong here; the server's log says what");

  private ProblemHandlers() {}

  public static void add(RoutesConfig routes) {
    routes.exception(
        BadRequestException.class,
        (e, context) ->
            Responder.answer(
                context, HttpStatus.BAD_REQUEST, new Problem("bad_request", e.getMessage())));
    routes.exception(
        StoreException.class,
        (e, context) -> Responder.answer(context, HttpStatus.SERVICE_UNAVAILABLE, Problem.of(e)));
    routes.exception(
        Exception.class,
        (e, context) -> {
          LOG.error("{} {} failed", context.method(), context.path(), e);
          Responder.answer(context, HttpStatus.INTERNAL_SERVER_ERROR, INTERNAL);
        });
    routes.error(
        HttpStatus.NOT_FOUND,
        context -> Responder.answer(context, HttpStatus.NOT_FOUND, NOT_FOUND));
    routes.error(
        HttpStatus.METHOD_NOT_ALLOWED,
        context -> Responder.answer(context, HttpStatus.METHOD_NOT_ALLOWED, READ_ONLY));
  }
}
