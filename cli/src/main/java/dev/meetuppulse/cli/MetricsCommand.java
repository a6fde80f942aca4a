package dev.meetuppulse.cli;

import dev.meetuppulse.core.metrics.Metric;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the metrics, or prints them as METRICS.md of the docs. */
@Command(
    name = "metrics",
    header = "List every metric: its name, type, labels and meaning.",
    footer = {
      "",
      "Examples:",
      "  curl http://127.0.0.1:7070/metrics    their values in 'pulse web' or 'demo'",
    })
final class MetricsCommand implements Callable<Integer> {
  private static final String HEAD =
      """
      # Metrics

      In Prometheus's text format, at `/metrics` of `pulse web` (and of the demo): its own, and those that the count and its
      workers leave in Redis, so that no worker needs a port for them. A feed has its own at the port that `--metrics-port` names,
      on loopback unless `--metrics-host` names another address; the distribution's systemd unit has 7071. Names are stable.
      `monitoring/` of the distribution has alert rules and a Grafana dashboard.

      | metric | type | labels | from | meaning |
      |---|---|---|---|---|
      """;

  private final CommandContext context;

  @Mixin private CommonOptions common;

  @Option(names = "--markdown", description = "Print the metrics page of the docs.")
  private boolean markdown;

  MetricsCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (markdown) {
      context.out().print(markdown());
      return 0;
    }
    for (Metric metric : Metric.values()) {
      context.out().printf("%-32s %s%n", metric.id(), metric.help());
    }
    return 0;
  }

  static String markdown() {
    StringBuilder page = new StringBuilder(HEAD);
    for (Metric metric : Metric.values()) {
      page.append(
          "| `%s` | %s | %s | %s | %s |%n"
              .formatted(
                  metric.id(),
                  metric.type().name().toLowerCase(Locale.ROOT),
                  String.join(", ", metric.labels()),
                  metric.source().name().toLowerCase(Locale.ROOT),
                  metric.help()));
    }
    return page.append("\nThis page is made by `scripts/pulse metrics --markdown`.\n").toString();
  }
}
