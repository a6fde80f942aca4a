package dev.meetuppulse.kafka;

import dev.meetuppulse.core.source.Trouble;

/**
 * A way in which a topic does not fit the settings.
 *
 * @param cause in a few words
 * @param remedy what to do
 * @param prevents true if nothing can be counted correctly like this
 */
public record TopicTrouble(String cause, String remedy, boolean prevents) {

  public String text() {
    return cause + Trouble.SEPARATOR + remedy;
  }
}
