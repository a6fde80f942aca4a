package dev.meetuppulse.drill;

/** The drill itself can't continue, which says nothing about the system under test. */
public final class DrillException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DrillException(String message, Throwable cause) {
    super(message, cause);
  }
}
