package dev.meetuppulse.feed;

import static dev.meetuppulse.feed.Packed.gzip;
import static dev.meetuppulse.feed.Packed.zlib;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonLinesTest {
  private static final String A = RsvpLines.line(1, 1_500_000_000_000L);
  private static final String B = RsvpLines.line(2, 1_500_000_000_001L);

  static Stream<Arguments> whatIsNoJsonLines() throws IOException {
    return Stream.of(
        Arguments.of("HTML or XML", utf8("<!doctype html>\n<p>Sign in\n</html>\n")),
        Arguments.of("HTML or XML", utf8("\n  <?xml version='1.0'?><rsvps/>")),
        Arguments.of("a JSON array", utf8("[" + A + "," + B + "]")),
        Arguments.of("a JSON array", utf8("[" + A + ",\n" + B + "]\n")),
        Arguments.of("a JSON array", utf8("[\n" + A + ",\n" + B + ",\n" + B + "\n]\n")),
        Arguments.of("a JSON array", utf8("[\n" + A + "\n, " + B + "\n]\n")),
        Arguments.of("a JSON array", utf8("[\n  {\n    \"rsvp_id\": 1,\n    \"mtime\": 2\n  }\n]")),
        Arguments.of("a JSON array", utf8(A + ",\n" + A + ",\n" + A + ",\n" + B)),
        Arguments.of("a JSON object around a list", utf8("{\"results\":[" + A + "," + B + "]}\n")),
        Arguments.of(
            "a JSON object around a list", utf8("{\"meta\":{\"n\":1},\"data\":[" + A + "]}")),
        Arguments.of(
            "JSON spread over several lines", utf8("{\n  \"rsvp_id\": 1,\n  \"x\": 2\n}\n")),
        Arguments.of("JSON objects without a newline between them", utf8(A + B)),
        Arguments.of("JSON objects without a newline between them", utf8(A + "\r" + B + "\r")),
        Arguments.of("text in single quotes, which is not JSON", utf8(A.replace('"', '\''))),
        Arguments.of("server-sent events", utf8("event: rsvp\ndata: " + A + "\n\ndata: " + B)),
        Arguments.of("a JSON text sequence", utf8("\u001e" + A + "\n\u001e" + B + "\n")),
        Arguments.of(
            "JSON objects with their lengths before them",
            utf8((A.length() + 2) + "\r\n" + A + "\r\n" + (B.length() + 2) + "\r\n" + B + "\r\n")),
        Arguments.of(
            "text without a JSON object on a line of its own",
            utf8("rsvp_id,mtime,response\n1,2,yes\n3,4,no\n")),
        Arguments.of(
            "text without a JSON object on a line of its own", utf8("---\nrsvp_id: 1\nmtime: 2\n")),
        Arguments.of(
            "text without a JSON object on a line of its own",
            utf8("\"" + A.replace("\"", "\\\"") + "\"\n")),
        Arguments.of("text without a whole JSON object on a line", utf8(A.substring(0, 50))),
        Arguments.of("binary data", new byte[] {1, 2, 3, 4}),
        Arguments.of("text in UTF-16", (A + "\n").getBytes(Charset.forName("UTF-16"))),
        Arguments.of("text in UTF-16", ("\uFEFF" + A).getBytes(Charset.forName("UTF-16LE"))),
        Arguments.of("text in UTF-16", A.getBytes(Charset.forName("UTF-16LE"))),
        Arguments.of("text in UTF-16", A.getBytes(Charset.forName("UTF-16BE"))),
        Arguments.of("text in UTF-32", ("\uFEFF" + A).getBytes(Charset.forName("UTF-32LE"))),
        Arguments.of("text in UTF-32", A.getBytes(Charset.forName("UTF-32LE"))),
        Arguments.of("text in UTF-32", A.getBytes(Charset.forName("UTF-32BE"))),
        Arguments.of("a zip archive", zip(A)),
        Arguments.of("a zip archive", gzip(zip(A))),
        Arguments.of("bytes packed with zstd", latin1("\u0028\u00b5\u002f\u00fd\u0004")),
        Arguments.of("bytes packed with bzip2", latin1("BZh91AY&SY")),
        Arguments.of("bytes packed with xz", latin1("\u00fd7zXZ\u0000")),
        Arguments.of("a tar archive", tar(A)),
        Arguments.of("bytes packed more than 4 times", gzip(gzip(gzip(gzip(gzip(utf8(A))))))));
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource
  void whatIsNoJsonLines(String what, byte[] bytes) {
    assertThatThrownBy(() -> texts(bytes))
        .isInstanceOf(NotJsonLinesException.class)
        .hasMessage(what);
  }

  static Stream<byte[]> whatIs() throws IOException {
    String lines = A + "\n" + B + "\n";
    return Stream.of(
        utf8(lines),
        utf8(A + "\r\n\r\n" + B),
        utf8("\uFEFF" + A + "\r\n" + B + "\r\n"),
        gzip(utf8("\uFEFF" + lines)),
        gzip(gzip(utf8(lines))),
        gzip(zlib(gzip(gzip(utf8(lines))))),
        zlib(utf8(lines)));
  }

  @ParameterizedTest
  @MethodSource
  void whatIs(byte[] bytes) throws IOException {
    assertThat(texts(bytes)).containsExactly(A, B);
  }

  /** Broken lines before the first record are those of a stream that began in the middle. */
  @Test
  void next_brokenLinesFirst_areHandedOverToo() throws IOException {
    for (String broken :
        List.of(
            "{", "[]", "7", "<html>", "[" + A + "]", A + A, A + ",", "[".repeat(9000), "P", "B")) {
      assertThat(texts(utf8(broken + "\n" + A + "\n" + broken + "\n")))
          .containsExactly(broken, A, broken);
    }
  }

  @Test
  void next_nothing_null() throws IOException {
    assertThat(texts(new byte[0])).isEmpty();
    assertThat(texts(utf8("\n \n"))).isEmpty();
    assertThat(texts(utf8("\uFEFF"))).isEmpty();
    assertThat(texts(gzip(new byte[0]))).isEmpty();
  }

  /** A live stream must not wait for more bytes than a line has. */
  @Test
  void next_liveStream_aLineAsSoonAsItIsThere() throws IOException {
    try (PipedOutputStream out = new PipedOutputStream();
        InputStream in = new PipedInputStream(out, 1 << 16)) {
      out.write(utf8(A + "\n"));
      JsonLines lines = new JsonLines(Packing.unpack(in));
      assertThat(text(lines.next())).isEqualTo(A);
      out.write(utf8(B + "\n"));
      assertThat(text(lines.next())).isEqualTo(B);
    }
  }

  /** A pipe may be empty for a while. */
  @Test
  void next_bytesThatComeLateAfterThePackedEnd_areNotDropped() throws IOException {
    for (byte[] packed : List.of(zlib(utf8(A + "\n")), gzip(utf8(A + "\n")))) {
      InputStream late =
          new SequenceInputStream(
              new ByteArrayInputStream(packed), new ByteArrayInputStream(utf8(B + "\n")));
      JsonLines lines = new JsonLines(Packing.unpack(late));
      assertThat(text(lines.next())).isEqualTo(A);
      assertThatThrownBy(lines::next).isInstanceOf(ZipException.class);
    }
  }

  @Test
  void next_endlessText_isGivenUp() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            Arrays.fill(bytes, offset, offset + length, (byte) 'x');
            return length;
          }
        };

    assertThatThrownBy(() -> new JsonLines(Packing.unpack(endless)).next())
        .isInstanceOf(NotJsonLinesException.class);
  }

  @Test
  void next_longRunOfSpaces_isReadInTime() {
    String spaces = " ".repeat(1_000_000);
    assertTimeoutPreemptively(
        Duration.ofSeconds(90),
        () -> {
          whatIsNoJsonLines("HTML or XML", utf8("<" + spaces + "x\n"));
          whatIsNoJsonLines("a JSON array", utf8("[" + spaces + "x\n" + A + ",\n"));
          whatIsNoJsonLines(
              "text without a JSON object on a line of its own", utf8("x" + spaces + "x\n"));
        });
  }

  private static List<String> texts(byte[] bytes) throws IOException {
    JsonLines lines = new JsonLines(Packing.unpack(new ByteArrayInputStream(bytes)));
    List<String> texts = new ArrayList<>();
    Line line;
    while ((line = lines.next()) != null) {
      texts.add(text(line).strip());
    }
    return texts;
  }

  private static String text(Line line) {
    return new String(line.bytes(), UTF_8);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }

  private static byte[] latin1(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static byte[] zip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(packed)) {
      out.putNextEntry(new ZipEntry("rsvps.jsonl"));
      out.write(utf8(text));
    }
    return packed.toByteArray();
  }

  private static byte[] tar(String text) {
    byte[] header = new byte[512];
    System.arraycopy(utf8("rsvps.jsonl"), 0, header, 0, 11);
    System.arraycopy(utf8("ustar"), 0, header, 257, 5);
    return latin1(new String(header, ISO_8859_1) + text + "\n");
  }
}
