package dev.meetuppulse.web;

/** The client asked for what there isn't; the message says what there is. */
final class BadRequest extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 40;

  BadRequest(String what, String value, String allowed) {
    super(
        "unknown "
            + what
            + " '"
            + (value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value)
            + "'; allowed: "
            + allowed);
  }
}
