package dev.meetuppulse.cli.count;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OnClusterTest {
  @Test
  void isAbandoned_onlyWhatBearsTheNameOfAProcessThatIsGone() throws Exception {
    Process process = new ProcessBuilder("sleep", "600").start();
    String name = "count-" + process.pid() + "-1a2b";
    for (String of : new String[] {"", "-dead", "-changes", ":board:cities:5m"}) {
      assertThat(OnCluster.isAbandoned(name + of)).as(of).isFalse();
    }

    process.destroyForcibly().waitFor();

    for (String of : new String[] {"", "-dead", "-changes", ":board:cities:5m"}) {
      assertThat(OnCluster.isAbandoned(name + of)).as(of).isTrue();
    }
    for (String other :
        new String[] {"rsvps", "count-me-in", "my-" + name, "count-1", name + "x"}) {
      assertThat(OnCluster.isAbandoned(other)).as(other).isFalse();
    }
  }
}
