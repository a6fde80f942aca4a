package dev.meetuppulse.web.http;

/** The request asks for something that does not exist; the message names what does. */
public final class BadRequestException extends RuntimeException {
  private static final int SHOWN = 40;

  public BadRequestException(String message) {
    super(message);
  }

  /** An unknown value of a parameter. */
  public static BadRequestException unknown(String parameter, String value, String allowed) {
    String shown = value.length() > SHOWN ? value.substring(0, SHOWN) + "…" : value;
    return new BadRequestException(
        "unknown " + parameter + " '" + shown + "'; allowed: " + allowed);
  }
}
