package dev.meetuppulse.web;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A real browser without a window. */
public final class Chromium implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Path profile;
  private final ChromeDriver driver;

  /** Skips the test if there is no browser here. */
  public Chromium() {
    Optional<Path> browser = find("chromium", "chromium-browser", "google-chrome");
    Optional<Path> control = find("chromedriver");
    assumeTrue(
        browser.isPresent() && control.isPresent(),
        "no chromium and chromedriver on the PATH; on Debian: apt install chromium-driver");
    try {
      profile = Files.createTempDirectory("pulse-chromium");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    ChromeOptions options = new ChromeOptions();
    options.setBinary(browser.get().toFile());
    options.setCapability("goog:loggingPrefs", logs);
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        "--user-data-dir=" + profile);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(control.get().toFile())
            .usingAnyFreePort()
            .build();
    driver = new ChromeDriver(service, options);
    driver.manage().timeouts().scriptTimeout(PATIENCE).pageLoadTimeout(PATIENCE);
  }

  ChromeDriver driver() {
    return driver;
  }

  /** Size in CSS pixels. */
  void size(int width, int height) {
    cdp(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Emulates the color scheme and the motion that the operating system prefers. */
  void prefer(String scheme, boolean reducedMotion) {
    cdp(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", scheme),
                Map.of(
                    "name",
                    "prefers-reduced-motion",
                    "value",
                    reducedMotion ? "reduce" : "no-preference"))));
  }

  Map<String, Object> cdp(String command, Map<String, Object> parameters) {
    return driver.executeCdpCommand(command, parameters);
  }

  /** Runs a script with {@code args} as {@code arguments}, and returns its result. */
  @SuppressWarnings("unchecked")
  public <T> T run(String script, Object... args) {
    return (T) driver.executeScript(script, args);
  }

  /** The value of an expression. */
  public <T> T value(String expression, Object... args) {
    return run("return " + expression, args);
  }

  boolean is(String expression) {
    return this.<Boolean>value(expression);
  }

  /** Evaluates an asynchronous expression, and returns the value its promise resolves to. */
  @SuppressWarnings("unchecked")
  <T> T await(String expression) {
    return (T)
        driver.executeAsyncScript(
            "const done = arguments[arguments.length - 1]; Promise.resolve("
                + expression
                + ").then(done, (e) => done('failed: ' + e));");
  }

  /** Waits until an expression is what is wanted. */
  <T> void until(String expression, Predicate<T> wanted) {
    Awaitility.await(expression)
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> this.<T>value(expression), wanted);
  }

  void until(String expression) {
    this.<Boolean>until(expression, Boolean.TRUE::equals);
  }

  /** Errors in the console since last asked. */
  List<String> errors() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
        .map(LogEntry::getMessage)
        .toList();
  }

  void screenshot(Path file) {
    Object data = cdp("Page.captureScreenshot", Map.of("format", "png")).get("data");
    try {
      Files.write(file, Base64.getDecoder().decode((String) data));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    driver.quit();
    try (Stream<Path> files = Files.walk(profile)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Path> find(String... names) {
    return Arrays.stream(names)
        .flatMap(
            name ->
                Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
                    .map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
