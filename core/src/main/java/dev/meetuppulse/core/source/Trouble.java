package dev.meetuppulse.core.source;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A message about a server, taken apart.
 *
 * @param cause why it can't be used
 * @param remedy what to do about it
 */
public record Trouble(String cause, String remedy) {
  /** Between them, in a message. */
  public static final String SEPARATOR = "; ";

  /**
   * @param message cause, then remedy; the whole of it is the cause if it names none
   * @param otherwise the remedy then
   */
  public static Trouble of(String message, String otherwise) {
    int end = message.lastIndexOf(SEPARATOR);
    return end < 0
        ? new Trouble(message, otherwise)
        : new Trouble(message.substring(0, end), message.substring(end + SEPARATOR.length()));
  }

  /** The exception at the end of the causes: what happened, without what was made of it since. */
  public static Throwable root(Throwable e) {
    return causes(e).reduce(e, (outer, inner) -> inner);
  }

  /** An exception and its causes, the outermost first. */
  public static Stream<Throwable> causes(Throwable e) {
    return Stream.iterate(e, Objects::nonNull, Throwable::getCause);
  }

  /**
   * The first line of an exception's message, or the name of its class if it has none. About a
   * file, what happened without its name: that alone is often the message.
   */
  public static String firstLine(Throwable e) {
    String message = message(e);
    return message == null || message.isBlank()
        ? e.getClass().getSimpleName()
        : message.lines().findFirst().orElseThrow().strip();
  }

  private static String message(Throwable e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return e instanceof FileSystemException file && file.getReason() != null
        ? file.getReason()
        : e.getMessage();
  }
}
