package dev.meetuppulse.core.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class TroubleTest {
  @Test
  void remedyFollowsTheLastSemicolon() {
    assertThat(Trouble.of("refuses: a; b; start it", ""))
        .isEqualTo(new Trouble("refuses: a; b", "start it"));
  }

  @Test
  void messageWithoutARemedy_isTheCause() {
    assertThat(Trouble.of("it refuses", "check redis.url"))
        .isEqualTo(new Trouble("it refuses", "check redis.url"));
  }

  @Test
  void ofAnException_theFirstLineIsKept_orTheNameOfItsClass() {
    assertThat(Trouble.firstLine(new IllegalStateException(" it broke \nat a place")))
        .isEqualTo("it broke");
    assertThat(Trouble.firstLine(new IllegalStateException())).isEqualTo("IllegalStateException");
    assertThat(Trouble.firstLine(new NoSuchFileException("/a")))
        .isEqualTo("no such file or folder");
    assertThat(Trouble.firstLine(new AccessDeniedException("/a"))).isEqualTo("permission denied");
    assertThat(Trouble.firstLine(new FileSystemException("/a", null, "No space left on device")))
        .isEqualTo("No space left on device");
    assertThat(Trouble.firstLine(new FileAlreadyExistsException("/a"))).isEqualTo("/a");
    assertThat(Trouble.firstLine(new IllegalStateException(" \n")))
        .isEqualTo("IllegalStateException");
  }
}
