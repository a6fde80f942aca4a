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
import org.junit.jupiter.api.Test;

class LineReaderTest {

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
  void of_overLongLine_sameStubAsRead() throws IOException {
    String text = "x".repeat(RsvpParser.MAX_BYTES + 1);

    assertThat(Line.of(text.getBytes(ISO_8859_1)))
        .usingRecursiveComparison()
        .isEqualTo(reader(text + "\n").next());
    assertThat(Line.of(new byte[RsvpParser.MAX_BYTES]).isStub()).isFalse();
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
          private long left = (1L << 31) + 5;

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

    assertThat(new LineReader(endless).next().length()).isEqualTo((1L << 31) + 5);
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

  private static List<String> texts(String text) throws IOException {
    return texts(reader(text));
  }

  static List<String> texts(LineReader reader) throws IOException {
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
