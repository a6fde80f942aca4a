package dev.meetuppulse.bench.spark;

import org.apache.spark.util.AccumulatorV2;

/** The largest time that any task has seen, ms since the epoch. */
final class Clock extends AccumulatorV2<Long, Long> {
  private static final long serialVersionUID = 1L;
  private long latest;

  @Override
  public boolean isZero() {
    return latest == 0;
  }

  @Override
  public AccumulatorV2<Long, Long> copy() {
    Clock copy = new Clock();
    copy.latest = latest;
    return copy;
  }

  @Override
  public void reset() {
    latest = 0;
  }

  @Override
  public void add(Long time) {
    latest = Math.max(latest, time);
  }

  @Override
  public void merge(AccumulatorV2<Long, Long> other) {
    latest = Math.max(latest, other.value());
  }

  @Override
  public Long value() {
    return latest;
  }
}
