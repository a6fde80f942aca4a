package dev.meetuppulse.drill;

import static dev.meetuppulse.drill.UnderLoad.LIMIT;

import dev.meetuppulse.cluster.Cluster;
import dev.meetuppulse.cluster.Server.Kind;
import dev.meetuppulse.cluster.SmallDisk;
import dev.meetuppulse.drill.Scenario.ClusterPart;
import dev.meetuppulse.drill.Scenario.Needs;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A disk that is full: Redis then refuses what it can't write down, and a broker ends. */
final class DiskScenarios implements ScenarioGroup {
  private static final int SPARE_MEGABYTES = 64;
  private static final int FULL_SECONDS = 15;

  @Override
  public List<Scenario> scenarios() {
    return List.of(
        scenario("of redis", ClusterPart.REDIS, Kind.REDIS),
        scenario("of kafka", ClusterPart.KAFKA, Kind.KAFKA));
  }

  private static Scenario scenario(String variant, ClusterPart part, Kind kind) {
    return new Scenario(
        Fault.DISK_FULL.id(), variant, Set.of(part), Needs.LOAD, here -> fill(here, kind));
  }

  /** Recovery counts from when there is room again. */
  private static double fill(Environment here, Kind kind) throws InterruptedException {
    Cluster cluster = here.cluster();
    String name = ServerFaults.first(here, kind);
    cluster.killProcess(name);
    double seconds;
    try (SmallDisk disk = new SmallDisk(cluster.process(name), SPARE_MEGABYTES)) {
      cluster.startProcess(name);
      here.note(name + " has a small disk");
      seconds = here.boards().awaitFresh(LIMIT) < 0 ? -1 : whileFull(here, disk, name);
      cluster.killProcess(name);
    }
    cluster.startProcess(name);
    here.note(name + " has its own disk again");
    return here.boards().awaitFresh(LIMIT) < 0 ? -1 : seconds;
  }

  private static double whileFull(Environment here, SmallDisk disk, String name)
      throws InterruptedException {
    disk.fill();
    here.note("the disk of " + name + " is full");
    TimeUnit.SECONDS.sleep(FULL_SECONDS);
    disk.free();
    boolean lives = here.cluster().process(name).isAlive();
    here.note("the disk of " + name + " has room" + (lives ? "" : ", and it is started again"));
    here.cluster().startProcess(name);
    return here.boards().awaitFresh(LIMIT);
  }
}
