package dev.meetuppulse.meetup;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.simulator.meetup.AccessFiles;
import dev.meetuppulse.simulator.meetup.ApiFault;
import dev.meetuppulse.simulator.meetup.ApiOptions;
import dev.meetuppulse.simulator.meetup.MeetupApiServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The double on a free port, with settings that lead to it. */
final class ApiFixture implements AutoCloseable {
  /** Few, so that there is always something that waits for them. */
  static final int POINTS = 120;

  private final MeetupApiServer server;
  private final Settings settings;

  ApiFixture(Path folder, ApiOptions options) throws IOException {
    AccessFiles access = new AccessFiles(folder);
    server = new MeetupApiServer(options, access.publicKey()).start("127.0.0.1", 0);
    Path file = access.settings("http://127.0.0.1:" + server.port(), options.pace().speed());
    settings =
        Settings.load(
            file,
            Map.of(),
            Map.of(
                Setting.MEETUP_STATE_FILE, folder.resolve("feed.state").toString(),
                Setting.MEETUP_POINTS, Integer.toString(options.points())));
  }

  /** A small world that moves for a while of its time. */
  static ApiOptions options(double speed, Duration length, Set<ApiFault> faults) {
    long start = System.currentTimeMillis() - (long) (length.toMillis() * (1 - 1 / speed));
    return new ApiOptions(
        5, 30, 150, 400, new ApiOptions.WorldTime(start, speed, length), POINTS, faults);
  }

  MeetupApiServer server() {
    return server;
  }

  Settings settings() {
    return settings;
  }

  MeetupOptions network() {
    return MeetupOptions.of(
        settings, new MeetupOptions.Targets(List.of(MeetupApiServer.NETWORK), List.of()));
  }

  MeetupOptions groups() {
    return MeetupOptions.of(settings, new MeetupOptions.Targets(List.of(), server.groups()));
  }

  @Override
  public void close() {
    server.close();
  }
}
