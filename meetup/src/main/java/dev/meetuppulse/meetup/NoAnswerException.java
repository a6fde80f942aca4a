package dev.meetuppulse.meetup;

import java.io.IOException;

/** A query that reached the service was not answered; perhaps the query is the reason. */
final class NoAnswerException extends IOException {
  private static final long serialVersionUID = 1L;

  NoAnswerException(String message) {
    super(message);
  }
}
