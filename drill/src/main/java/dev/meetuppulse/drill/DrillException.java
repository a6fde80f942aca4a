package dev.meetuppulse.drill;

/** The drill itself can't continue, which says nothing about the system under test. */
public final class DrillException extends RuntimeException {
  DrillException(String message, Throwable cause) {
    super(message, cause);
  }
}
