package dev.meetuppulse.web.page;

import java.util.List;

/** Gives tests the page's scripts one by one. */
public final class Modules {
  private Modules() {}

  /** A JavaScript expression: what a module of the page exports. */
  public static String exportsOf(String module) {
    return Scripts.modules(module);
  }

  /** How the server writes how often something happens. */
  public static String pace(double perSecond) {
    return Numbers.pace(perSecond);
  }

  /** How the server writes a number: brief, tight, as a part of another, and that as part of it. */
  public static List<String> numbers(long n, long other) {
    return List.of(
        Numbers.brief(n), Numbers.tight(n), Numbers.percent(n, other), Numbers.percent(other, n));
  }

  /** How the server names a window. */
  public static String span(String window) {
    return Words.span(window);
  }
}
