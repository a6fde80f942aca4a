package dev.meetuppulse.core.journal;

import java.util.Objects;

/**
 * A place in one partition's log.
 *
 * @param log the log's identity (the topic's id): offsets of a topic that was deleted and created
 *     again mean something else
 * @param next the first offset not counted yet
 */
public record Position(String log, long next) {
  public Position {
    Objects.requireNonNull(log, "log");
  }
}
