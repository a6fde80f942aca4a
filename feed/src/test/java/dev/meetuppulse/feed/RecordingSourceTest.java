package dev.meetuppulse.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.core.rsvp.RsvpParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingSourceTest {
  private static final double FAST = RecordingSource.AS_FAST_AS_POSSIBLE;
  private static final long NOW = 1_790_000_000_123L;

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String A = "{\"a\":1}";
  private static final String B = "{\"b\":2}";

  @TempDir Path folder;
  private final List<String> notices = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({"2015, 2461", "2017, 1542"})
  void run_recording_everyLineAlsoTheOneCutShort(int year, int lines) throws Exception {
    Path file = Path.of(System.getProperty("pulse.data", "."), "rsvps-" + year + ".jsonl.gz");
    Assumptions.assumeTrue(Files.exists(file), "no recording: set -Dpulse.data to its folder");

    List<Line> played = play(file);

    assertThat(played).hasSize(lines);
    assertThat(played.get(lines - 1).complete()).isFalse();
    assertThat(notices).isEmpty();
  }

  @Test
  void run_packedFileOfAnyName_unpacked() throws Exception {
    assertThat(texts(play(write("some.txt", gzip(A + "\n" + B))))).containsExactly(A, B);
    assertThat(texts(play(write("plain.gz", (A + "\n\n" + B + "\n").getBytes(UTF_8)))))
        .containsExactly(A, B);
  }

  @Test
  void run_packedInParts_allParts() throws Exception {
    byte[] parts = concat(gzip(A + "\n"), gzip(B + "\n"));

    assertThat(texts(play(write("parts", parts)))).containsExactly(A, B);
    assertThat(notices).isEmpty();
  }

  @Test
  void run_packedWithZerosAfterIt_whole() throws Exception {
    for (byte[] packed : List.of(gzip(A + "\n"), zlib(A + "\n"))) {
      for (int zeros : new int[] {1, 2, 18, 19, 1_000, 200_000}) {
        byte[] padded = concat(packed, new byte[zeros]);
        assertThat(texts(play(write(padded.length + "", padded)))).containsExactly(A);
      }
    }
    assertThat(notices).isEmpty();
  }

  @Test
  void run_otherBytesAfterWhatIsPacked_noticeAndTheLinesBefore() throws Exception {
    byte[] packed = gzip(A + "\n");
    byte[] damaged = gzip(B + "\n");
    damaged[1] ^= 1;
    byte[] text = (B + "\n").getBytes(UTF_8);

    assertEndsAfterA(concat(packed, text));
    assertEndsAfterA(concat(packed, text, new byte[100_000]));
    assertEndsAfterA(concat(packed, new byte[100_000], text));
    assertEndsAfterA(concat(packed, damaged));
    assertEndsAfterA(concat(packed, new byte[] {0x1f}));
    assertEndsAfterA(concat(packed, Arrays.copyOf(gzip(B), 9)));
    assertEndsAfterA(concat(zlib(A + "\n"), zlib(B + "\n")));
    assertEndsAfterA(concat(zlib(A + "\n"), new byte[100_000], text));
    assertEndsAfterA(Packed.gzip(concat(packed, text)));
  }

  /** Wherever in a buffer the packed part ends. */
  @Test
  void run_otherByteAfterABufferOfPacked_notice() throws Exception {
    byte[] line = (A + "\n").getBytes(UTF_8);
    byte[] noise = new byte[1 << 16];
    new Random(1).nextBytes(noise);
    for (int less = 0; less < 60; less++) {
      for (byte[] packed :
          List.of(
              Packed.gzip(concat(line, Arrays.copyOf(noise, noise.length - less))),
              Packed.zlib(concat(line, Arrays.copyOf(noise, 512 - less))))) {
        notices.clear();
        play(write(packed.length + "", concat(packed, new byte[] {'x'})));
        assertThat(notices).as(packed.length + " bytes").hasSize(1);
      }
    }
  }

  private void assertEndsAfterA(byte[] bytes) throws Exception {
    notices.clear();
    Path file = write("ends", bytes);
    assertThat(texts(play(file))).containsExactly(A);
    Files.delete(file);
    assertThat(notices)
        .containsExactly(file + " is cut short or damaged; sent the lines before the damage");
  }

  @Test
  void run_packedFileCutShort_theLinesBefore() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 5000; i++) {
      text.append(RsvpLines.line(i, 1_425_788_568_167L + i * 37L)).append('\n');
    }
    byte[] whole = gzip(text.toString());

    List<Line> played = play(write("cut", Arrays.copyOf(whole, whole.length / 2)));

    assertThat(played).hasSizeBetween(2000, 3000);
    assertThat(texts(played.subList(0, played.size() - 1)))
        .isEqualTo(text.toString().lines().limit(played.size() - 1).toList());
    assertThat(notices).hasSize(1);
    assertThat(notices.get(0)).contains("cut short");
  }

  /** All lines before the damage, though an inflater forgets what it had when it fails. */
  @Test
  void run_packedFileDamaged_allLinesBefore() throws Exception {
    byte[] stored = storedBlock((A + "\n" + B + "\n").getBytes(UTF_8));
    byte[] zlib = concat(new byte[] {0x78, 0x01}, stored, new byte[] {(byte) 0xff, 0, 0, 0, 0});

    assertThat(texts(play(write("damaged", zlib)))).containsExactly(A, B);
    assertThat(notices).hasSize(1);
    Path early = write("early", Arrays.copyOf(gzip(A), 15));
    assertRefused(1, false, early + " is cut short or damaged before its first record", early);
  }

  /** A block of deflate that is not the last and has its bytes as they are. */
  private static byte[] storedBlock(byte[] bytes) {
    int n = bytes.length;
    byte[] head = {0, (byte) n, (byte) (n >> 8), (byte) ~n, (byte) (~n >> 8)};
    return concat(head, bytes);
  }

  @Test
  void run_pipesThatOneWriterFillsInTurn_areReadInTurn() throws Exception {
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    for (Path pipe : List.of(first, second)) {
      assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    }
    Thread writer =
        new Thread(
            () -> {
              write(first, (A + "\n").repeat(2_000).getBytes(UTF_8));
              write(second, (B + "\n").getBytes(UTF_8));
            });
    writer.start();
    List<Line> played = play(first, second);
    writer.join();

    assertThat(played).hasSize(2_001);
    assertThat(texts(played)).endsWith(B);
  }

  @Test
  void run_standardInput_readToItsEnd() throws Exception {
    InputStream before = System.in;
    try {
      System.setIn(new ByteArrayInputStream(concat(gzip(A + "\n"), gzip(B))));
      assertThat(texts(run(new RecordingSource(List.of("-"), FAST, false, notices::add))))
          .containsExactly(A, B);
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void run_pipe_isReadOnceAndWhole() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 1000; i++) {
      text.append(RsvpLines.line(i, 1_425_788_568_167L + i)).append('\n');
    }
    for (byte[] bytes : List.of(text.toString().getBytes(UTF_8), gzip(text.toString()))) {
      Thread writer = new Thread(() -> write(pipe, bytes));
      writer.start();
      assertThat(texts(play(pipe))).isEqualTo(text.toString().lines().toList());
      writer.join();
    }
    assertRefused(1, true, pipe + " can't be shifted to now; save it to a file first", pipe);
  }

  @Test
  void create_noJsonLines_namesTheFormatAndARemedy() throws Exception {
    Path array = write("array.json", ("[" + A + "," + B + "]").getBytes(UTF_8));
    Path good = write("good", A.getBytes(UTF_8));

    assertRefused(
        1,
        false,
        array
            + " is not a recording: it holds a JSON array; a recording is one JSON object per line;"
            + " this makes one: jq -c '.[]' "
            + array,
        good,
        array);
  }

  @Test
  void create_badUse_oneLine() throws Exception {
    Path empty = write("empty", new byte[0]);
    Path blank = write("blank", "\n \n".getBytes(UTF_8));
    Path packedNothing = write("nothing.gz", gzip(""));
    Path good = write("good", A.getBytes(UTF_8));

    assertRefused(1, false, "no such file: " + folder + "/absent", folder.resolve("absent"));
    assertRefused(1, false, folder + " is a directory; name the recordings in it", folder);
    assertRefused(1, false, empty + " holds no record", good, empty);
    assertRefused(1, false, blank + " holds no record", blank);
    assertRefused(1, false, packedNothing + " holds no record", packedNothing);
    assertRefused(0, false, "speed must be above 0", good);
    assertRefused(Double.NaN, false, "speed must be above 0", good);
    assertRefused(1, false, "name at least one recording");
    assertRefused(
        1, true, "standard input can't be shifted to now; save it to a file first", Path.of("-"));
  }

  @Test
  void run_standardInputEmpty_reportsIt() {
    InputStream before = System.in;
    try {
      System.setIn(new ByteArrayInputStream(new byte[0]));
      assertThatThrownBy(() -> new RecordingSource(List.of("-"), FAST, false, notices::add))
          .isInstanceOf(FeedException.class)
          .hasMessage("standard input holds no record");
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void run_atASpeed_takesItsTime() throws Exception {
    Path file = recording(0, 2_000, 1_000, 4_000);
    FakeTime time = new FakeTime(NOW);

    List<Long> at = new ArrayList<>();
    new RecordingSource(List.of(file.toString()), 10, false, notices::add, time)
        .run(line -> at.add(time.millis() - NOW));

    assertThat(at).containsExactly(0L, 200L, 200L, 400L);
  }

  @Test
  void close_whileWaiting_ends() throws Exception {
    RecordingSource source =
        new RecordingSource(List.of(recording(0, 9_000).toString()), 0.001, false, notices::add);
    List<Line> lines = new ArrayList<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                source.run(lines::add);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    thread.start();
    await().atMost(PATIENCE).until(() -> thread.getState() == Thread.State.TIMED_WAITING);

    source.close();
    thread.join(PATIENCE.toMillis());

    assertThat(thread.isAlive()).isFalse();
  }

  @Test
  void run_shiftedAsFastAsPossible_theNewestIsOfNow() throws Exception {
    Path file = recording(0, 5_500, 60_250, 30_000);
    FakeTime time = new FakeTime(NOW);

    List<Long> mtimes =
        mtimes(new RecordingSource(List.of(file.toString()), FAST, true, notices::add, time));

    long first = mtimes.get(0);
    assertThat(mtimes).containsExactly(first, first + 5_500, first + 60_250, first + 30_000);
    assertThat(first + 60_250).isGreaterThan(NOW - 1_000).isLessThanOrEqualTo(NOW);
  }

  @ParameterizedTest
  @CsvSource({"1", "4", "0.5"})
  void run_shiftedAtASpeed_noRecordIsAheadOfTheClock(double speed) throws Exception {
    Path file = recording(5_000_000, 0, 250, 500, 400, 1_000);
    FakeTime time = new FakeTime(NOW);
    List<Long> ahead = new ArrayList<>();

    RecordingSource source =
        new RecordingSource(List.of(file.toString()), speed, true, notices::add, time);
    source.run(line -> ahead.add(mtime(line) - time.millis()));

    assertThat(ahead).hasSize(6).allSatisfy(millis -> assertThat(millis).isLessThanOrEqualTo(0));
    assertThat(ahead).as("no further back than needed").anyMatch(millis -> millis > -1_000);
  }

  @Test
  void run_shifted_wholeSecondsStayWhole() throws Exception {
    Path file = recording(433, 1_833);
    Files.writeString(file, RsvpLines.line(9, 1_425_788_570_000L) + "\n{\"mtime\":5", UTF_8);

    RecordingSource source =
        new RecordingSource(List.of(file.toString()), FAST, true, notices::add);
    List<Line> lines = run(source);

    assertThat(mtime(lines.get(0)) % 1000).isZero();
    assertThat(texts(lines.subList(1, 2))).containsExactly("{\"mtime\":5");
  }

  private void assertRefused(double speed, boolean shift, String message, Path... files) {
    List<String> names = Arrays.stream(files).map(Path::toString).toList();
    assertThatThrownBy(() -> new RecordingSource(names, speed, shift, notices::add))
        .isInstanceOf(FeedException.class)
        .hasMessage(message);
  }

  private Path recording(long... millis) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < millis.length; i++) {
      text.append(RsvpLines.line(i, 1_425_788_568_167L + millis[i])).append('\n');
    }
    return write("recording", text.toString().getBytes(UTF_8));
  }

  private Path write(String name, byte[] bytes) {
    return write(folder.resolve(name), bytes);
  }

  private static Path write(Path path, byte[] bytes) {
    try {
      return Files.write(path, bytes, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Line> play(Path... files) throws InterruptedException {
    List<String> names = Arrays.stream(files).map(Path::toString).toList();
    return run(new RecordingSource(names, FAST, false, notices::add));
  }

  private static List<Line> run(Source source) throws InterruptedException {
    List<Line> lines = new ArrayList<>();
    source.run(lines::add);
    return lines;
  }

  private static List<Long> mtimes(Source source) throws InterruptedException {
    return run(source).stream().map(RecordingSourceTest::mtime).toList();
  }

  private static long mtime(Line line) {
    return ((Rsvp) new RsvpParser().parse(line.bytes(), 0, Long.MAX_VALUE)).mtime();
  }

  private static List<String> texts(List<Line> lines) {
    return lines.stream().map(line -> new String(line.bytes(), UTF_8)).toList();
  }

  private static byte[] gzip(String text) throws IOException {
    return Packed.gzip(text.getBytes(UTF_8));
  }

  private static byte[] zlib(String text) throws IOException {
    return Packed.zlib(text.getBytes(UTF_8));
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      whole.writeBytes(part);
    }
    return whole.toByteArray();
  }
}
