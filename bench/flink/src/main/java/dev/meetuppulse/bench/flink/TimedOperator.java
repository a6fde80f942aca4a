package dev.meetuppulse.bench.flink;

import dev.meetuppulse.bench.job.Job;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;

/** An operator that also acts at fixed intervals of the wall clock. */
abstract class TimedOperator<I, O> extends AbstractStreamOperator<O>
    implements OneInputStreamOperator<I, O>, ProcessingTimeCallback {
  private static final long serialVersionUID = 1L;

  abstract void tick();

  /** The period, ms. */
  long period() {
    return Job.PUBLISH_MILLIS;
  }

  @Override
  public void open() throws Exception {
    super.open();
    next();
  }

  @Override
  public final void onProcessingTime(long time) {
    tick();
    next();
  }

  private void next() {
    ProcessingTimeService clock = getProcessingTimeService();
    clock.registerTimer(clock.getCurrentProcessingTime() + period(), this);
  }
}
