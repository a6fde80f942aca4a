package dev.meetuppulse.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The header of a record whose line was too long to send whole: how many bytes the line had, as
 * decimal text.
 */
public final class SizeHeader {
  public static final String NAME = "pulse-size";

  private SizeHeader() {}

  public static void write(Headers headers, long bytes) {
    headers.add(NAME, Long.toString(bytes).getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * The bytes that the line had; 0 without the header. Anybody may write headers, so one that is no
   * plain number counts as none.
   */
  public static int read(Headers headers) {
    Header header = headers.lastHeader(NAME);
    if (header == null || header.value() == null) {
      return 0;
    }
    String size = new String(header.value(), StandardCharsets.US_ASCII);
    return size.matches("[0-9]{1,18}")
        ? (int) Math.min(Long.parseLong(size), Integer.MAX_VALUE)
        : 0;
  }
}
