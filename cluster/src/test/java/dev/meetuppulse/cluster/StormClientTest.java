package dev.meetuppulse.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StormClientTest {
  @Test
  void schedulerThatGoesByMemory_isKnownByItsName() {
    assertThat(
            StormClient.isResourceAware(
                """
                {"storm.scheduler": "org.apache.storm.scheduler.resource.ResourceAwareScheduler"}
                """))
        .isTrue();
    assertThat(StormClient.isResourceAware("{\"storm.scheduler\": null}")).isFalse();
    assertThat(StormClient.isResourceAware("{}")).isFalse();
  }

  @Test
  void configurationThatIsNotJson_isReported() {
    assertThatThrownBy(() -> StormClient.isResourceAware("{"))
        .isInstanceOf(ClusterException.class)
        .hasMessageContaining("Nimbus's configuration");
  }
}
