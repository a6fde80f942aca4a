package dev.meetuppulse.cli.doctor;

/**
 * The result of one check.
 *
 * @param name of what was checked
 * @param state how it is
 * @param found what was seen
 * @param advice what to do; empty if nothing needs doing
 */
public record Check(String name, Result state, String found, String advice) {

  /** How it is. */
  public enum Result {
    /** Nothing to do. */
    OK,
    /** Works, or is not needed for the demo; the advice says more. */
    NOTE,
    /** Does not work. */
    BAD
  }

  static Check ok(String name, String found) {
    return new Check(name, Result.OK, found, "");
  }

  static Check note(String name, String found, String advice) {
    return new Check(name, Result.NOTE, found, advice);
  }

  static Check bad(String name, String found, String advice) {
    return new Check(name, Result.BAD, found, advice);
  }
}
