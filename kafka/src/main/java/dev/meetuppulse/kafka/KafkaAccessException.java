package dev.meetuppulse.kafka;

/** Kafka can't be used; the message says in one line why and what to do. */
public final class KafkaAccessException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public KafkaAccessException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The first line of an exception's message, or its class if it has none. */
  public static String firstLine(Throwable e) {
    String message = e.getMessage();
    return message == null || message.isBlank()
        ? e.getClass().getSimpleName()
        : message.lines().findFirst().orElseThrow().strip();
  }
}
