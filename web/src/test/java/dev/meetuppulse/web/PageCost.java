package dev.meetuppulse.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.redis.testing.RedisFixture;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Measures how soon the page shows its boards, and the processor time of all of the browser's
 * processes while it stays open, boards move and no one touches it. That needs a quiet machine, so
 * it is named such that the build leaves it out.
 */
class PageCost {
  /** About 25 of them are RSVPs that count. */
  private static final int LINES_A_SECOND = 48;

  private static final Duration HISTORY = Duration.ofMinutes(12);
  private static final Duration UNTIL_UNTOUCHED = Duration.ofSeconds(22);
  private static final Duration MEASURED = Duration.ofSeconds(30);
  private static final int RELOADS = 11;

  /** Of text or an image, ms after the request for the page; -1 if it was not yet. */
  private static final String PAINTED =
      "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1";

  /** The page, and what it is drawn with. */
  private static final String REQUESTS =
      "return 1 + performance.getEntriesByType('resource')"
          + ".filter((e) => !e.name.includes('/api/')).length";

  @ParameterizedTest
  @CsvSource({"overview, ''", "wall screen, ?kiosk=1", "one board, ?view=cities"})
  void partOfACoreWhileIdleAndVisible(String what, String query) throws InterruptedException {
    ScheduledExecutorService feed = Executors.newSingleThreadScheduledExecutor();
    long now = System.currentTimeMillis();
    long began = now - HISTORY.toMillis();
    try (RedisFixture redis = RedisFixture.create()) {
      Settings settings = redis.settings().with(Map.of(Setting.WEB_PORT, "0"));
      try (PulseServer server = new PulseServer(settings).start();
          MovingBoards boards = new MovingBoards(settings, LINES_A_SECOND, began);
          Chromium browser = new Chromium()) {
        boards.since(began, now);
        feed.scheduleAtFixedRate(
            () -> boards.tick(System.currentTimeMillis()), 0, 1, TimeUnit.SECONDS);
        browser.size(1440, 1000);
        browser.prefer("light", false);
        browser.driver().get("http://localhost:" + server.port() + "/" + query);
        Thread.sleep(UNTIL_UNTOUCHED.toMillis());

        Duration before = processorTime();
        long start = System.nanoTime();
        Thread.sleep(MEASURED.toMillis());
        double spent = processorTime().minus(before).toMillis() / 1e3;
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("%s: %.1f %% of a core%n", what, 100 * spent / seconds);
      } finally {
        feed.shutdownNow();
      }
    }
  }

  /** Each size is opened once before: what the browser itself takes to start is not the page's. */
  @ParameterizedTest
  @CsvSource({"1440,1500", "768,2400", "320,3400"})
  void firstBoardIsPaintedWithinASecond(int width, int height) {
    withPage(
        (browser, url) -> {
          browser.size(width, height);
          for (int i = 0; i < 2; i++) {
            browser.driver().get(url);
          }
          double millis = painted(browser);
          System.out.printf("%d px wide: first board after %.0f ms%n", width, millis);
          assertThat(millis).isLessThan(1_000);
        });
  }

  /** Medians over {@value RELOADS} reloads, with a delay added to each answer of the server. */
  @ParameterizedTest
  @ValueSource(ints = {0, 100})
  void firstPaintOfAReload(int delayMillis) {
    withPage(
        (browser, url) -> {
          browser.size(1440, 1000);
          browser.driver().get(url);
          browser.cdp("Network.enable", Map.of());
          browser.cdp(
              "Network.emulateNetworkConditions",
              Map.of(
                  "offline",
                  false,
                  "latency",
                  delayMillis,
                  "downloadThroughput",
                  -1,
                  "uploadThroughput",
                  -1));
          double[] painted = new double[RELOADS];
          for (int i = 0; i < RELOADS; i++) {
            browser.driver().navigate().refresh();
            painted[i] = painted(browser);
          }
          Arrays.sort(painted);
          System.out.printf(
              "reload with %d ms of delay: first paint after %.0f ms (%.0f to %.0f), %d requests%n",
              delayMillis,
              painted[RELOADS / 2],
              painted[0],
              painted[RELOADS - 1],
              browser.<Long>run(REQUESTS));
        });
  }

  /** Runs something on a server with boards and trends, in a new browser. */
  private static void withPage(BiConsumer<Chromium, String> measure) {
    try (RedisFixture redis = RedisFixture.create()) {
      Settings settings = redis.settings().with(Map.of(Setting.WEB_PORT, "0"));
      try (PulseServer server = new PulseServer(settings).start();
          BoardsToTest boards = new BoardsToTest(settings);
          Chromium browser = new Chromium()) {
        boards.everything();
        boards.trends();
        measure.accept(browser, "http://localhost:" + server.port());
      }
    }
  }

  /** The time of the first paint, ms. */
  private static double painted(Chromium browser) {
    browser.<Number>until(PAINTED, time -> time.doubleValue() > 0);
    return browser.<Number>value(PAINTED).doubleValue();
  }

  /** Of the browser's processes so far. */
  private static Duration processorTime() {
    return ProcessHandle.current()
        .descendants()
        .map(ProcessHandle::info)
        .filter(process -> process.command().orElse("").matches(".*/(chromium|chrome)"))
        .map(process -> process.totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }
}
