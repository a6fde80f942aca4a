package dev.meetuppulse.feed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.meetuppulse.core.rsvp.RsvpParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LineReaderTest {

  @Test
  void next_lines_eachWithoutItsEnd() throws IOException {
    assertThat(texts("a\n\n  \t\r\nb\r\n c \nd"))
        .containsExactly("a complete", "b\r complete", " c  complete", "d cut");
  }

  @Test
  void next_nothingButKeepAlives_null() throws IOException {
    assertThat(texts("")).isEmpty();
    assertThat(texts("\n \n\t")).isEmpty();
  }

  @Test
  void next_aMebibyte_isWhole() throws IOException {
    Line line = reader("x".repeat(RsvpParser.MAX_BYTES) + "\nnext\n").next();

    assertThat(line.bytes()).hasSize(RsvpParser.MAX_BYTES);
    assertThat(line.isStub()).isFalse();
  }

  @Test
  void next_overLongLine_aStubThatKnowsItsLengthAndTheNextLineIsWhole() throws IOException {
    for (int length : new int[] {RsvpParser.MAX_BYTES + 1, 5_000_000}) {
      LineReader reader = reader("x".repeat(length) + "\nnext\n");
      Line line = reader.next();

      assertThat(line.bytes()).hasSize(LineReader.STUB_BYTES).containsOnly('x');
      assertThat(line.length()).isEqualTo(length);
      assertThat(line.isStub()).isTrue();
      assertThat(new String(reader.next().bytes(), ISO_8859_1)).isEqualTo("next");
    }
  }

  @Test
  void next_overLongWhiteSpace_isAKeepAliveUnlessSomethingFollows() throws IOException {
    String space = " ".repeat(3_000_000);

    assertThat(texts(space + "\nnext\n")).containsExactly("next complete");
    assertThat(reader(space + "x\n").next().length()).isEqualTo(3_000_001);
    assertThat(reader(" ".repeat(100_000) + "x" + space + "\n").next().length())
        .isEqualTo(3_100_001);
  }

  @Test
  void next_endlessLine_staysWithinMemory() throws IOException {
    InputStream endless =
        new InputStream() {
          private long left = 3L << 30;

          @Override
          public int read() {
            throw new UnsupportedOperationException();
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            int count = (int) Math.min(left, length);
            left -= count;
            return count == 0 ? -1 : count;
          }
        };

    assertThat(new LineReader(endless).next().length()).isEqualTo(3L << 30);
  }

  @Test
  void next_streamBreaks_itsException() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("reset");
          }
        };
    LineReader reader =
        new LineReader(
            new SequenceInputStream(new ByteArrayInputStream("a".getBytes(ISO_8859_1)), broken));

    assertThatThrownBy(reader::next).hasMessage("reset");
  }

  @Property(tries = 300)
  void next_anyBytesInAnyPieces_sameAsSplitting(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(200); i > 0; i--) {
      String piece = "\n \r\tx\u00e9".substring(random.nextInt(6)).substring(0, 1);
      text.append(piece.repeat(random.nextInt(40) == 0 ? random.nextInt(70_000) : 1));
    }
    List<String> expected = new ArrayList<>();
    String[] parts = text.toString().split("\n", -1);
    for (int i = 0; i < parts.length; i++) {
      if (!parts[i].isBlank()) {
        expected.add(parts[i] + (i < parts.length - 1 ? " complete" : " cut"));
      }
    }
    InputStream inPieces =
        new ByteArrayInputStream(text.toString().getBytes(ISO_8859_1)) {
          @Override
          public synchronized int read(byte[] bytes, int offset, int length) {
            return super.read(bytes, offset, Math.min(length, 1 + random.nextInt(5000)));
          }
        };

    assertThat(texts(new LineReader(inPieces))).isEqualTo(expected);
  }

  private static List<String> texts(String text) throws IOException {
    return texts(reader(text));
  }

  private static List<String> texts(LineReader reader) throws IOException {
    List<String> texts = new ArrayList<>();
    Line line;
    while ((line = reader.next()) != null) {
      texts.add(new String(line.bytes(), ISO_8859_1) + (line.complete() ? " complete" : " cut"));
    }
    return texts;
  }

  private static LineReader reader(String text) {
    return new LineReader(new ByteArrayInputStream(text.getBytes(ISO_8859_1)));
  }
}
