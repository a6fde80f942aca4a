package dev.meetuppulse.web.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meetuppulse.core.journal.StoreRefusedException;
import dev.meetuppulse.redis.BoardReader;
import dev.meetuppulse.web.boards.Boards;
import dev.meetuppulse.web.boards.StatusView;
import dev.meetuppulse.web.http.Payload;
import dev.meetuppulse.web.http.QueryParameters;
import dev.meetuppulse.web.http.Responder;
import io.javalin.http.Context;
import java.util.List;

/** {@code /status}: the progress of the count; null if nothing was published. */
final class StatusRoute implements Responder.Route {
  private final BoardReader reader;
  private final PayloadCache<String> payloads = new PayloadCache<>(any -> Boards.PUBLISHED);

  StatusRoute(BoardReader reader) {
    this.reader = reader;
  }

  @Override
  public Payload answer(Context context) {
    QueryParameters.of(context).only(List.of());
    return payloads.get(
        "",
        () ->
            Payload.jsonText(
                text(
                    StatusView.of(
                        reader, reader.read(List.of(), ""), System.currentTimeMillis()))));
  }

  private static String text(StatusView view) {
    if (view.status() instanceof ObjectNode status) {
      if (view.refusal() != null) {
        status.put("refusal", view.refusal());
      }
      return status.toString();
    }
    if (view.refusal() != null) {
      throw new StoreRefusedException(view.refusal(), null);
    }
    return "null";
  }
}
