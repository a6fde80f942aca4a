package dev.meetuppulse.web.boards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.meetuppulse.redis.BoardReader;
import dev.meetuppulse.web.http.Json;

/**
 * The progress of the count, as published, and what a topology can't publish itself.
 *
 * @param status as published, with {@code refusedDeployment} if another deployment wanted to count
 *     into the same boards; null if nothing was published
 * @param refusal why Redis takes no writes; null if it takes them, or boards are fresh
 */
public record StatusView(JsonNode status, String refusal) {
  /** A status this old, ms, is stale, and reason to ask Redis whether it takes writes. */
  public static final long STALE_MILLIS = 5_000;

  /**
   * Reads it.
   *
   * @param now the wall clock, ms since the epoch
   * @throws dev.meetuppulse.core.journal.StoreException when Redis does not answer
   */
  public static StatusView of(BoardReader reader, BoardReader.PublishedBoards published, long now) {
    JsonNode status = published.status() == null ? null : Json.tree(published.status());
    if (status instanceof ObjectNode fields) {
      reader.refused().ifPresent(other -> fields.putPOJO("refusedDeployment", other));
    }
    return new StatusView(status, isFresh(status, now) ? null : reader.writeRefusal().orElse(null));
  }

  /** False too if it is of a clock that is ahead: how old it is isn't known. */
  public static boolean isFresh(JsonNode status, long now) {
    return status != null && Math.abs(now - status.path("publishedAt").asLong()) < STALE_MILLIS;
  }
}
