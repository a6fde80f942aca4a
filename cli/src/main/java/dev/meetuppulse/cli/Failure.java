package dev.meetuppulse.cli;

/** It failed: one line that says why and what to do. */
public final class Failure extends RuntimeException {
  public Failure(String message) {
    super(message);
  }

  public Failure(String message, Throwable cause) {
    super(message, cause);
  }
}
