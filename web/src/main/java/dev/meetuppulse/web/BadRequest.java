package dev.meetuppulse.web;

/** The client asked for what there isn't; the message says what there is. */
final class BadRequest extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 40;

  BadRequest(String message) {
    super(message);
  }

  /** There is no such thing; these there are. */
  static BadRequest unknown(String what, String value, String allowed) {
    String shown = value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
    return new BadRequest("unknown " + what + " '" + shown + "'; allowed: " + allowed);
  }
}
