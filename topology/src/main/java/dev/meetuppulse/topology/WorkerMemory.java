package dev.meetuppulse.topology;

import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import java.util.List;

/**
 * The heap of the workers, spread over their executors: Storm's schedulers and Storm UI add up what
 * executors ask for, and know nothing of a worker's {@code -Xmx}.
 *
 * @param heapMegabytes heap of one worker, MiB
 * @param componentMegabytes what an executor of a component of ours asks for, MiB
 * @param ackerMegabytes what an acker asks for, MiB
 */
record WorkerMemory(double heapMegabytes, double componentMegabytes, double ackerMegabytes) {
  private static final double MEBIBYTE = 1 << 20;

  private static final double ACKER_MEGABYTES = 128;

  /** Store and announce, which have one executor each. */
  private static final int SINGLE_EXECUTORS = 2;

  private static final List<Setting> EXECUTORS =
      List.of(
          Setting.TOPOLOGY_SPOUTS,
          Setting.TOPOLOGY_PARSERS,
          Setting.TOPOLOGY_FILTERS,
          Setting.TOPOLOGY_COUNTERS,
          Setting.TOPOLOGY_RANKERS);

  /**
   * Spreads the heap of all workers so that the sum over all executors is the sum of the heaps. No
   * executor asks for more than one worker has, which Nimbus would refuse.
   *
   * @param heapBytes heap of one worker
   */
  static WorkerMemory of(Settings settings, long heapBytes) {
    int workers = settings.integer(Setting.TOPOLOGY_WORKERS);
    int executors = SINGLE_EXECUTORS;
    for (Setting tasks : EXECUTORS) {
      executors += settings.integer(tasks);
    }
    double heap = heapBytes / MEBIBYTE;
    double acker = Math.min(ACKER_MEGABYTES, heap / (executors + 1));
    double component = Math.min(heap, Math.floor((heap - acker) * workers / executors));
    return new WorkerMemory(heap, component, acker);
  }
}
