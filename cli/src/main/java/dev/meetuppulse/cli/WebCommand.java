package dev.meetuppulse.cli;

import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.redis.RedisProbe;
import dev.meetuppulse.web.PulseServer;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves the page, once Redis has let it read the boards. */
@Command(
    name = "web",
    header = "Serve the page and the JSON API from the boards in a Redis.",
    footer = {
      "",
      "Examples:",
      "  scripts/pulse web",
      "  scripts/pulse web --redis redis://cache:6379 --port 8080",
      "  curl http://127.0.0.1:7070/api/v1/boards/cities/5m",
    })
final class WebCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private CommonOptions common;
  @Mixin private RedisOptions settings;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Address to listen on (web.host); loopback unless you say otherwise.")
  private String address;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port to listen on (web.port); 0 for any.")
  private String port;

  WebCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws Exception {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    SettingsOptions.put(flags, Setting.WEB_HOST, address);
    SettingsOptions.put(flags, Setting.WEB_PORT, port);
    Settings inForce = settings.load(context, flags);
    checkRedis(inForce);
    PulseServer server = context.cleanup().open(() -> start(inForce));
    context.say("the page is at " + server.address() + "; Ctrl-C stops it");
    context.awaitStop();
    return 0;
  }

  /**
   * Prints a notice if Redis is away: the page still starts, and with it the metrics that show it.
   *
   * @throws StoreException if Redis gives no boards to these settings: its own words
   */
  private void checkRedis(Settings inForce) {
    try (RedisProbe probe = new RedisProbe(inForce)) {
      probe
          .passingTrouble()
          .ifPresent(why -> context.say(why + "; the page shows boards once it answers"));
    }
  }

  static PulseServer start(Settings settings) {
    try {
      return new PulseServer(settings).start();
    } catch (IllegalStateException e) {
      throw new Failure(e.getMessage(), e);
    }
  }
}
