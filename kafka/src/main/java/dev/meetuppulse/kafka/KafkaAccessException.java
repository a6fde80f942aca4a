package dev.meetuppulse.kafka;

/** Kafka can't be used; the message says in one line why and what to do. */
public final class KafkaAccessException extends RuntimeException {
  public KafkaAccessException(String message, Throwable cause) {
    super(message, cause);
  }
}
