package dev.meetuppulse.web.http;

import dev.meetuppulse.core.journal.StoreException;

/** More was requested at once than is computed at once. */
public final class BusyException extends StoreException {
  public BusyException() {
    super("too many filtered requests at once; retry in a few seconds", null);
  }
}
