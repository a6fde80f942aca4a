package dev.meetuppulse.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingWriterTest {
  @TempDir private Path folder;

  @Test
  void recordingOfNothing_isNoFile() {
    Path file = folder.resolve("empty.jsonl.gz");
    new RecordingWriter(file).close();

    assertThat(file).doesNotExist();
  }

  /** As if the process had been killed after its first line: before it there is no file. */
  @ParameterizedTest
  @ValueSource(strings = {"a.jsonl", "a.jsonl.gz"})
  void firstLine_isThereAtOnce(String name) throws Exception {
    Path file = folder.resolve(name);
    RecordingWriter killed = new RecordingWriter(file);
    assertThat(file).doesNotExist();
    killed.accept(line(1));

    assertThat(played(file)).containsExactly("{\"rsvp_id\":1}");
  }

  /** As if the process had been killed: the file never gets its end. */
  @ParameterizedTest
  @ValueSource(strings = {"a.jsonl", "a.jsonl.gz"})
  void flushed_thenKilled_nothingIsLost_andTheNextGoesOnBesideIt(String name) throws Exception {
    Path file = folder.resolve(name);
    RecordingWriter killed = new RecordingWriter(file);
    killed.accept(line(1));
    killed.accept(line(2));
    killed.flush();
    byte[] before = Files.readAllBytes(file);

    RecordingWriter second = new RecordingWriter(file);
    assertThat(second.file()).isEqualTo(folder.resolve(name + ".2"));
    second.accept(line(3));
    second.close();
    try (RecordingWriter third = new RecordingWriter(file)) {
      assertThat(third.file()).isEqualTo(folder.resolve(name + ".3"));
    }

    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(played(file, second.file()))
        .containsExactly("{\"rsvp_id\":1}", "{\"rsvp_id\":2}", "{\"rsvp_id\":3}");
  }

  /** The disk takes a part of what is flushed, and is full only for a while. */
  @Test
  void flushFails_eachCallFails_andNothingIsWrittenTwice() throws Exception {
    Path file = folder.resolve("a.jsonl");
    AtomicInteger free = new AtomicInteger(20);
    RecordingWriter recording = new RecordingWriter(file, raw -> new Disk(raw, free));
    recording.accept(line(1));
    recording.accept(line(2));
    assertThatThrownBy(recording::flush)
        .isInstanceOf(FeedException.class)
        .hasMessage("can't record to " + file + " (full)");
    byte[] before = Files.readAllBytes(file);

    free.set(1_000);
    assertThatThrownBy(recording::flush).isInstanceOf(FeedException.class);
    assertThatThrownBy(() -> recording.accept(line(3))).isInstanceOf(FeedException.class);
    assertThatThrownBy(recording::close).isInstanceOf(FeedException.class);
    assertThat(Files.readAllBytes(file)).isEqualTo(before).hasSize(20);
  }

  /** Takes as many bytes as are free. */
  private static final class Disk extends FilterOutputStream {
    private final AtomicInteger free;

    Disk(OutputStream out, AtomicInteger free) {
      super(out);
      this.free = free;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      int fits = Math.min(length, free.get());
      out.write(bytes, from, fits);
      free.addAndGet(-fits);
      if (fits < length) {
        throw new IOException("full");
      }
    }
  }

  @Test
  void noFileCanBeThere_refused() throws Exception {
    Path directory = Files.createDirectory(folder.resolve("d"));
    assertThatThrownBy(() -> new RecordingWriter(directory))
        .isInstanceOf(FeedException.class)
        .hasMessage(directory + " already exists; name another file to record to");
    assertThatThrownBy(() -> new RecordingWriter(folder.resolve("absent/x")))
        .isInstanceOf(FeedException.class)
        .hasMessageStartingWith("can't record to ");
  }

  private static byte[] line(int id) {
    return ("{\"rsvp_id\":" + id + "}").getBytes(UTF_8);
  }

  private static List<String> played(Path... files) throws Exception {
    List<String> lines = new ArrayList<>();
    List<String> names = List.of(files).stream().map(Path::toString).toList();
    try (Source source =
        new RecordingSource(names, RecordingSource.AS_FAST_AS_POSSIBLE, false, notice -> {})) {
      source.run(line -> lines.add(new String(line.bytes(), UTF_8)));
    }
    return lines;
  }
}
