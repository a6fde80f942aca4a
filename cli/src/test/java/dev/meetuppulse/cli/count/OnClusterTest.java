package dev.meetuppulse.cli.count;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OnClusterTest {
  @Test
  void isAbandoned_onlyACountWhoseProcessIsGone() throws Exception {
    Process process = new ProcessBuilder("sleep", "600").start();
    String name = "count-" + process.pid() + "-1a2b";
    assertThat(OnCluster.isAbandoned(name)).isFalse();

    process.destroyForcibly().waitFor();

    assertThat(OnCluster.isAbandoned(name)).isTrue();
    for (String other : new String[] {"count-me-in", "my-" + name, "count-1", name + "x"}) {
      assertThat(OnCluster.isAbandoned(other)).as(other).isFalse();
    }
    assertThat(OnCluster.isAbandoned("count-99999999999999999999-1")).isFalse();
  }

  @Test
  void isOf_topologyAndTopicsOfACount() {
    for (String of : new String[] {"", "-dead", "-changes"}) {
      assertThat(OnCluster.isOf("count-7-1a", "count-7-1a" + of)).as(of).isTrue();
    }
    assertThat(OnCluster.isOf("count-7-1a", "count-7-1ab")).isFalse();
    assertThat(OnCluster.isOf("count-7-1a", "rsvps")).isFalse();
  }
}
