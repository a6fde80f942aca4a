package dev.meetuppulse.web;

import dev.meetuppulse.core.settings.ServerAddress;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.source.Trouble;
import dev.meetuppulse.web.api.Api;
import dev.meetuppulse.web.health.HealthRoutes;
import dev.meetuppulse.web.http.HostCheck;
import dev.meetuppulse.web.http.ProblemHandlers;
import dev.meetuppulse.web.http.SecurityHeaders;
import dev.meetuppulse.web.metrics.MetricsRoutes;
import dev.meetuppulse.web.page.PageRoutes;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinBindException;
import java.util.List;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Serves the page and the API. Reads Redis when asked, so it starts whether Redis is up or not. */
public final class PulseServer implements AutoCloseable {
  private static final int MAX_THREADS = 32;
  private static final int MIN_THREADS = 4;

  private final Settings settings;
  private final String host;
  private final Api api;
  private final MetricsRoutes metrics;
  private final HealthRoutes health;
  private final Javalin server;

  public PulseServer(Settings settings) {
    this.settings = settings;
    this.host = settings.text(Setting.WEB_HOST);
    this.api = new Api(settings);
    this.metrics = new MetricsRoutes(settings);
    this.health = new HealthRoutes(settings);
    this.server = Javalin.create(this::configure);
  }

  /**
   * Starts listening.
   *
   * @throws IllegalStateException saying what to do if the port or the address can't be had
   */
  public PulseServer start() {
    int port = settings.integer(Setting.WEB_PORT);
    try {
      server.start(host, port);
    } catch (JavalinBindException e) {
      throw new IllegalStateException(cantListen(port, Trouble.root(e)), e);
    }
    return this;
  }

  private String cantListen(int port, Throwable cause) {
    String reason = Trouble.firstLine(cause);
    return reason.contains("in use")
        ? "port "
            + port
            + " on "
            + host
            + " is taken; choose another with web.port, or 0 for any free one"
        : "can't listen on " + host + ":" + port + " (" + reason + "); check web.host and web.port";
  }

  /** The port it listens on, once started. */
  public int port() {
    return server.port();
  }

  /** The page's URL, once started. */
  public String address() {
    return new ServerAddress(host, port()).url();
  }

  /** The API's routes, without its prefix. */
  List<String> apiPaths() {
    return server.unsafe.internalRouter.allHttpHandlers().stream()
        .map(handler -> handler.endpoint.path)
        .filter(path -> path.startsWith(Api.PREFIX))
        .map(path -> path.substring(Api.PREFIX.length()))
        .distinct()
        .toList();
  }

  @Override
  public void close() {
    server.stop();
    health.close();
    metrics.close();
    api.close();
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.startupWatcherEnabled = false;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.http.prefer405over404 = true;
    config.jetty.threadPool = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
    config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    settings.optional(Setting.WEB_CORS).ifPresent(origin -> allow(config, origin));
    List<String> names =
        settings.optional(Setting.WEB_NAMES).isPresent()
            ? settings.list(Setting.WEB_NAMES)
            : List.of();
    config.routes.before(new HostCheck(host, names));
    config.routes.before(new SecurityHeaders());
    metrics.add(config.routes);
    health.add(config.routes);
    api.add(config.routes);
    PageRoutes.add(config.routes, api);
    ProblemHandlers.add(config.routes);
  }

  /** Lets pages of that origin read the API. */
  private static void allow(JavalinConfig config, String origin) {
    config.bundledPlugins.enableCors(
        cors ->
            cors.addRule(
                rule -> {
                  rule.path = Api.PREFIX + "/*";
                  rule.allowHost(origin);
                  rule.exposeHeader("ETag");
                }));
  }
}
