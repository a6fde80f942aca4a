package dev.meetuppulse.cluster.embedded;

import java.util.function.Consumer;
import org.apache.kafka.common.utils.Exit;
import org.apache.storm.shade.org.apache.zookeeper.util.ServiceUtils;

/**
 * Takes over the calls by which Kafka and ZooKeeper end the process they run in when they can't go
 * on, such as on a full disk.
 */
public final class ServerExits {
  private ServerExits() {}

  /**
   * Has their calls reported instead. A server that made such a call has stopped.
   *
   * @param failure gets a line that says which server ended, from a thread of that server
   */
  public static void report(Consumer<String> failure) {
    Exit.Procedure kafka =
        (code, message) -> failure.accept("Kafka ended" + (message == null ? "" : ": " + message));
    Exit.setExitProcedure(kafka);
    Exit.setHaltProcedure(kafka);
    ServiceUtils.setSystemExitProcedure(code -> failure.accept("ZooKeeper ended"));
  }
}
