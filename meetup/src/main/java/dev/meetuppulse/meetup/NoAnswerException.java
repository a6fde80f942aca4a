package dev.meetuppulse.meetup;

import java.io.IOException;

/** A query that reached the service was not answered; perhaps the query is the reason. */
final class NoAnswerException extends IOException {
  NoAnswerException(String message) {
    super(message);
  }
}
