package dev.meetuppulse.web;

import dev.meetuppulse.core.journal.StoreException;

/** Too much was asked at once. */
final class BusyException extends StoreException {
  private static final long serialVersionUID = 1L;

  BusyException() {
    super("too many filters are asked for at once; ask again in a few seconds", null);
  }
}
