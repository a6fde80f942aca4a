package dev.meetuppulse.drill;

/** The drill itself can't go on, which says nothing about what it drills. */
public final class DrillException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DrillException(String message, Throwable cause) {
    super(message, cause);
  }
}
