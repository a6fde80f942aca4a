package dev.meetuppulse.core.window;

/**
 * Serial numbers, which show whether a number that is used again was given away before or after.
 */
final class Serials {
  private long last;

  long next() {
    return ++last;
  }

  long last() {
    return last;
  }
}
