package dev.meetuppulse.redis;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * A published board without its rows: what it is of, and when it was published.
 *
 * @param clock that its window ends with, ms since the epoch
 * @param revision counts up with each change of the counts
 * @param publishedAt by the wall clock, ms since the epoch
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BoardStamp(
    String dimension, String window, long clock, long revision, long publishedAt) {
  /**
   * By how much longer than the status it was not published, ms. By a recording's clock a board is
   * published only if it changes.
   */
  public long behind(JsonNode status) {
    boolean isCurrent =
        status.path("clockKind").asText().equals("event")
            && revision == status.path("revision").asLong()
            && clock == status.path("clock").asLong();
    return isCurrent ? 0 : status.path("publishedAt").asLong() - publishedAt;
  }
}
