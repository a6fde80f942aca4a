package dev.meetuppulse.bench.harness;

import java.lang.management.ManagementFactory;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** How many bytes of a topic the broker in this JVM has sent to consumers. */
final class BytesOut {
  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final ObjectName name;

  BytesOut(String topic) {
    try {
      name =
          new ObjectName("kafka.server:type=BrokerTopicMetrics,name=BytesOutPerSec,topic=" + topic);
    } catch (JMException e) {
      throw new IllegalArgumentException(e);
    }
  }

  long count() {
    try {
      return (Long) server.getAttribute(name, "Count");
    } catch (InstanceNotFoundException e) {
      return 0;
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
  }
}
