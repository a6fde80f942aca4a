package dev.meetuppulse.bolts;

import com.codahale.metrics.Counter;
import dev.meetuppulse.core.metrics.Metric;
import dev.meetuppulse.core.metrics.WorkerHistogram;
import java.util.stream.IntStream;
import org.apache.storm.task.TopologyContext;

/** A histogram of times with fixed buckets, registered as a counter a bucket. */
final class TimeHistogram {
  private final Counter[] buckets;
  private final Counter sum;

  TimeHistogram(TopologyContext context, Metric metric) {
    buckets =
        IntStream.range(0, WorkerHistogram.buckets())
            .mapToObj(bucket -> context.registerCounter(WorkerHistogram.bucketId(metric, bucket)))
            .toArray(Counter[]::new);
    sum = context.registerCounter(WorkerHistogram.sumId(metric));
  }

  void observe(long millis) {
    buckets[WorkerHistogram.bucket(millis)].inc();
    sum.inc(millis);
  }
}
