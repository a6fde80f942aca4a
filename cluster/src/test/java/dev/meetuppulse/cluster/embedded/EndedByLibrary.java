package dev.meetuppulse.cluster.embedded;

import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.utils.Exit;

/** A process with a Redis that Kafka ends. Prints the id of Redis's process first. */
final class EndedByLibrary {
  private EndedByLibrary() {}

  /**
   * @param args {@code exit} for an exit that what is to be closed waits for, {@code server} for a
   *     call that is reported
   */
  public static void main(String[] args) throws Exception {
    Cleanup cleanup = new Cleanup(System.out::println);
    RunDirectory directory = cleanup.open(RunDirectory::takeOver);
    EmbeddedRedis redis = cleanup.open(() -> EmbeddedRedis.start(directory.directory("redis"), 0));
    System.out.println(redis.pid());
    if (args[0].equals("server")) {
      ServerExits.report(cleanup::fail);
    }
    Thread kafka = new Thread(() -> Exit.exit(20, "its disk is gone"));
    cleanup.open(() -> kafka::join);
    kafka.start();
    new CountDownLatch(1).await();
  }
}
