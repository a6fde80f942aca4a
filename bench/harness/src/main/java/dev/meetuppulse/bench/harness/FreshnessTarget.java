package dev.meetuppulse.bench.harness;

import java.io.IOException;

/** An engine that counts a stream while it is measured how fresh its boards are. */
interface FreshnessTarget {

  /** When so many records were first on its boards, so far. */
  PublishedProgress progress() throws IOException;

  /** Processor time so far of everything that runs, the broker and the load too, seconds. */
  double cpuSeconds();
}
