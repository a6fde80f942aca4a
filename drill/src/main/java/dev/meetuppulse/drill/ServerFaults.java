package dev.meetuppulse.drill;

import static dev.meetuppulse.drill.UnderLoad.LIMIT;

import dev.meetuppulse.cluster.Server;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The faults that every server can have. Where there are several of a kind, the first has it. */
final class ServerFaults {
  private static final int DOWN_SECONDS = 4;
  private static final int PAUSE_SECONDS = 15;

  private ServerFaults() {}

  static String first(Environment here, Server.Kind kind) {
    return here.cluster().servers(kind).get(0).name();
  }

  /** Something to do while a server is down. */
  interface Meanwhile {
    void run() throws IOException, InterruptedException;
  }

  /** Kills a server, and starts it again. */
  static void bounce(Environment here, Server.Kind kind, Meanwhile meanwhile)
      throws IOException, InterruptedException {
    String name = first(here, kind);
    here.note(name + " is killed");
    here.cluster().killProcess(name);
    TimeUnit.SECONDS.sleep(DOWN_SECONDS);
    meanwhile.run();
    here.cluster().startProcess(name);
    here.note(name + " listens again");
  }

  /** Kills a server, and starts it again; recovery counts from its return. */
  static double restart(Environment here, Server.Kind kind, Meanwhile meanwhile)
      throws IOException, InterruptedException {
    bounce(here, kind, meanwhile);
    return here.boards().awaitFresh(LIMIT);
  }

  /** As restart, of a server that counting does without: recovery counts from its death. */
  static double restartSpare(Environment here, Server.Kind kind)
      throws IOException, InterruptedException {
    Map<Integer, Long> ends = here.offsets().ends();
    long since = System.currentTimeMillis();
    bounce(here, kind, () -> {});
    return here.boards().awaitFresh(since, ends, LIMIT);
  }

  /** Freezes a server for a while; recovery counts from its return. */
  static double pause(Environment here, Server.Kind kind) throws IOException, InterruptedException {
    String name = first(here, kind);
    ProcessHandle process = here.cluster().process(name).handle().orElseThrow();
    try {
      here.note(name + " is frozen");
      Signals.freeze(process);
      TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
    } finally {
      Signals.thaw(process);
      here.note(name + " resumed");
    }
    return here.boards().awaitFresh(LIMIT);
  }
}
