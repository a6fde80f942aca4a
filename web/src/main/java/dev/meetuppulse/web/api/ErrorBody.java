package dev.meetuppulse.web.api;

import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.web.http.Payload;
import dev.meetuppulse.web.http.Problem;
import java.util.function.Supplier;

/**
 * The answer to a page that polls while Redis does not answer. It is a 200, because browsers write
 * every 503 to their console.
 */
public record ErrorBody(Problem error) {

  /** The answer, or the failure as an answer. */
  static Payload orElse(Supplier<Payload> answer) {
    try {
      return answer.get();
    } catch (StoreException e) {
      return Payload.json(new ErrorBody(Problem.of(e)));
    }
  }
}
