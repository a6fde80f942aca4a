package dev.meetuppulse.topology.metrics;

import com.codahale.metrics.MetricRegistry;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.redis.WorkerMetrics;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.storm.Config;
import org.apache.storm.metrics2.MetricRegistryProvider;
import org.apache.storm.metrics2.reporters.ScheduledStormReporter;
import org.apache.storm.utils.ConfigUtils;

/**
 * A reporter of Storm's that leaves this worker's metrics in Redis, every ten seconds. So a worker
 * needs no port of its own for them.
 */
public final class RedisMetricsReporter extends ScheduledStormReporter {
  private static final int PERIOD_SECONDS = 10;

  /**
   * Where Redis is, and where its secrets are, which stay there; and whose metrics these are, so
   * that those of another deployment are refused.
   */
  private static final List<Setting> NEEDED =
      List.of(
          Setting.TOPOLOGY_NAME,
          Setting.KAFKA_TOPIC,
          Setting.REDIS_URL,
          Setting.REDIS_USER,
          Setting.REDIS_PASSWORD_FILE,
          Setting.REDIS_TRUST_FILE,
          Setting.REDIS_PREFIX);

  private WorkerMetrics store;

  /**
   * Has a topology's workers report, in addition to the reporters of storm.yaml, which it would
   * replace.
   */
  public static void register(Config config, Settings settings) {
    Map<String, Object> reporter = new HashMap<>();
    reporter.put("class", RedisMetricsReporter.class.getName());
    reporter.put(REPORT_PERIOD, PERIOD_SECONDS);
    NEEDED.forEach(setting -> reporter.put(setting.key(), settings.text(setting)));
    List<Object> all = new ArrayList<>();
    if (ConfigUtils.readStormConfig().get(Config.TOPOLOGY_METRICS_REPORTERS)
        instanceof List<?> others) {
      all.addAll(others);
    }
    all.add(reporter);
    config.put(Config.TOPOLOGY_METRICS_REPORTERS, all);
  }

  @Override
  @SuppressWarnings("deprecation")
  public void prepare(
      MetricRegistry registry, Map<String, Object> topology, Map<String, Object> reporter) {
    throw new IllegalStateException("Storm 2.4 or later hands over the tasks' metrics");
  }

  @Override
  public void prepare(
      MetricRegistryProvider provider,
      Map<String, Object> topology,
      Map<String, Object> reporterConfig) {
    Map<Setting, String> values = new EnumMap<>(Setting.class);
    NEEDED.forEach(setting -> values.put(setting, (String) reporterConfig.get(setting.key())));
    store = new WorkerMetrics(Settings.of(values));
    reporter = new WorkerReporter(provider, store);
    reportingPeriod = getReportPeriod(reporterConfig);
    reportingPeriodUnit = TimeUnit.SECONDS;
  }

  @Override
  public void stop() {
    super.stop();
    store.close();
  }
}
