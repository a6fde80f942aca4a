package dev.meetuppulse.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Rules that options carry as annotations, checked before a command runs. */
final class OptionRules {
  /** The numbers that an option takes. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.FIELD)
  @interface Range {
    double from();

    double to() default Double.MAX_VALUE;
  }

  /** An option, or those of a class, without effect unless another is given. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.FIELD, ElementType.TYPE})
  @interface OnlyWith {
    String value();
  }

  /** An option without effect if another is given. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.FIELD)
  @interface NotWith {
    String value();
  }

  private OptionRules() {}

  /**
   * Checks the options of a command that was parsed.
   *
   * @throws ParameterException if one is out of its range, or would be ignored
   */
  static void check(ParseResult parsed) {
    for (OptionSpec option : parsed.matchedOptions()) {
      if (option.userObject() instanceof Field field) {
        String problem = problem(option, field, parsed);
        if (problem != null) {
          throw new ParameterException(parsed.commandSpec().commandLine(), problem);
        }
      }
    }
  }

  private static String problem(OptionSpec option, Field field, ParseResult parsed) {
    String name = option.longestName();
    Range range = field.getAnnotation(Range.class);
    if (range != null && !contains(range, option.getValue())) {
      return name + " is " + option.getValue() + "; allowed: " + allowed(range);
    }
    OnlyWith with = field.getAnnotation(OnlyWith.class);
    with = with != null ? with : field.getDeclaringClass().getAnnotation(OnlyWith.class);
    if (with != null && !name.equals(with.value()) && !parsed.hasMatchedOption(with.value())) {
      return name + " has no effect without " + with.value();
    }
    NotWith without = field.getAnnotation(NotWith.class);
    return without != null && parsed.hasMatchedOption(without.value())
        ? name + " has no effect with " + without.value()
        : null;
  }

  private static boolean contains(Range range, Number value) {
    return value.doubleValue() >= range.from() && value.doubleValue() <= range.to();
  }

  private static String allowed(Range range) {
    String from = text(range.from());
    return range.to() == Double.MAX_VALUE ? from + " or more" : from + " to " + text(range.to());
  }

  private static String text(double bound) {
    return BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
  }
}
