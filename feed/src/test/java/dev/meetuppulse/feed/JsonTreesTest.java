package dev.meetuppulse.feed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonTreesTest {

  /** Jackson's hash sums a name from its thirteenth byte on, four bytes at a time. */
  @Test
  void read_namesChosenToHaveOneHash_spoilNoLaterRead() {
    StringBuilder names = new StringBuilder();
    Random random = new Random(1);
    while (names.length() < 900_000) {
      int fourth = random.nextInt(0x40404040) + 0x30303030 & 0x7f7f7f7f;
      int fifth = spread(2 * 0x50505050 - spread(fourth));
      String end = text(fourth) + text(fifth);
      if (end.matches("[0-9A-Za-z ~!#-&(-/]{8}")) {
        names.append("\"AAAABBBBCCCC").append(end).append("\":1,");
      }
    }
    for (int i = 0; i < 3; i++) {
      JsonTrees.read(("{\"another" + i + "\":1," + names + "\"last\":1}").getBytes(ISO_8859_1));
    }

    StringBuilder others = new StringBuilder("{");
    for (int i = 0; i < 3_000; i++) {
      others.append("\"AAAABBBBCCCC").append(i).append("\":1,");
    }
    assertThat(JsonTrees.read((others + "\"last\":1}").getBytes(ISO_8859_1))).hasSize(3_001);
  }

  /** The summand of four bytes in Jackson's hash; applied twice it returns the bytes. */
  private static int spread(int bytes) {
    return bytes ^ bytes >> 21;
  }

  private static String text(int bytes) {
    return new String(ByteBuffer.allocate(4).putInt(bytes).array(), ISO_8859_1);
  }
}
