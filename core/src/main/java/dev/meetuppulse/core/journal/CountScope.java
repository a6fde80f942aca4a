package dev.meetuppulse.core.journal;

import dev.meetuppulse.core.window.Bytes;
import dev.meetuppulse.core.window.Dimension;
import dev.meetuppulse.core.window.Window;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The windows, dimensions and countries that are counted. Two counts of the same scope can continue
 * from each other's saved state. Normalized, so that order and spelling in the settings make no
 * difference.
 *
 * @param spans of the windows, narrowest buckets first; {@code all} is the one without buckets
 * @param dimensions by their number
 * @param countries in lower case, in order; a single {@code all} means all
 */
public record CountScope(List<Span> spans, List<Dimension> dimensions, List<String> countries) {
  private static final String ALL = "all";

  /** A window without its name. */
  public record Span(long bucketMillis, int buckets) {
    @Override
    public String toString() {
      return buckets == 0 ? ALL : buckets + " x " + bucketMillis + " ms";
    }
  }

  /** Of settings as they were written. */
  public static CountScope of(
      Collection<Window> windows, Collection<Dimension> dimensions, Collection<String> countries) {
    List<String> named =
        countries.stream()
            .map(country -> country.trim().toLowerCase(Locale.ROOT))
            .distinct()
            .sorted()
            .toList();
    return new CountScope(
        windows.stream()
            .map(window -> new Span(window.bucketMillis(), window.buckets()))
            .distinct()
            .sorted(Comparator.comparingLong(Span::bucketMillis).thenComparing(Span::buckets))
            .toList(),
        dimensions.stream().distinct().sorted(Comparator.comparingInt(Dimension::number)).toList(),
        named.contains(ALL) ? List.of(ALL) : named);
  }

  void write(Bytes out) {
    out.varint(spans.size());
    for (Span span : spans) {
      out.varint(span.bucketMillis);
      out.varint(span.buckets);
    }
    out.varint(dimensions.size());
    dimensions.forEach(dimension -> out.varint(dimension.number()));
    out.varint(countries.size());
    countries.forEach(out::text);
  }

  static CountScope read(Bytes.Reader in) {
    List<Span> spans = new ArrayList<>();
    for (int n = in.integer(); n > 0; n--) {
      spans.add(new Span(in.varint(), in.integer()));
    }
    List<Dimension> dimensions = new ArrayList<>();
    for (int n = in.integer(); n > 0; n--) {
      dimensions.add(Dimension.ofNumber(in.integer()));
    }
    List<String> countries = new ArrayList<>();
    for (int n = in.integer(); n > 0; n--) {
      countries.add(in.text());
    }
    return new CountScope(List.copyOf(spans), List.copyOf(dimensions), List.copyOf(countries));
  }

  @Override
  public String toString() {
    return "windows "
        + spans
        + ", dimensions "
        + dimensions.stream().map(Dimension::id).collect(Collectors.joining(","))
        + ", countries "
        + String.join(",", countries);
  }
}
