package dev.meetuppulse.web;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.redis.testing.RedisFixture;
import java.util.Map;

/** Serves the page over boards that move, to look at it while it is worked on. */
final class Showroom {
  private Showroom() {}

  /** Arguments: port, minutes of history, RSVPs a second. */
  public static void main(String[] args) throws InterruptedException {
    try (RedisFixture redis = RedisFixture.create()) {
      Settings settings = redis.settings().with(Map.of(Setting.WEB_PORT, args[0]));
      try (PulseServer server = new PulseServer(settings).start();
          MovingBoards boards = new MovingBoards(settings, Double.parseDouble(args[2]), 7)) {
        long now = System.currentTimeMillis();
        boards.since(now - Long.parseLong(args[1]) * 60_000, now);
        System.out.println("http://localhost:" + server.port());
        while (true) {
          Thread.sleep(1000);
          boards.tick(System.currentTimeMillis());
        }
      }
    }
  }
}
