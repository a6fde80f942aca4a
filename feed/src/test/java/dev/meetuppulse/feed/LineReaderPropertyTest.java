package dev.meetuppulse.feed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class LineReaderPropertyTest {

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

    assertThat(LineReaderTest.texts(new LineReader(inPieces))).isEqualTo(expected);
  }
}
