package dev.meetuppulse.web;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.redis.testing.RedisFixture;
import java.util.Map;

/** Serves the page over boards that move, to look at it while it is worked on. */
final class Showroom {
  private Showroom() {}

  /** Arguments: port, minutes of history, lines of the stream a second. */
  public static void main(String[] args) throws InterruptedException {
    long now = System.currentTimeMillis();
    long start = now - Long.parseLong(args[1]) * 60_000;
    try (RedisFixture redis = RedisFixture.create()) {
      Settings settings = redis.settings().with(Map.of(Setting.WEB_PORT, args[0]));
      try (PulseServer server = new PulseServer(settings).start();
          MovingBoards boards = new MovingBoards(settings, Double.parseDouble(args[2]), start)) {
        boards.since(start, now);
        System.out.println("http://localhost:" + server.port());
        while (true) {
          Thread.sleep(1000);
          boards.tick(System.currentTimeMillis());
        }
      }
    }
  }
}
