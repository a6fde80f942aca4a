package dev.meetuppulse.core.board;

import dev.meetuppulse.core.trend.Change;
import java.io.Serializable;
import java.util.List;

/**
 * The trends at one moment: the rising keys, the topics closest to rising, and recent changes.
 *
 * @param clock "as of": ms since the epoch
 * @param revision what it was found in; a lower one is older
 * @param warm false while too little is known of what is usual
 * @param rising the most surprising first, dimension by dimension
 * @param leading topics that come more often than they should, but not so much that chance could
 *     not have done it; the most surprising first
 * @param changes what began to rise lately, newest first
 */
public record Trends(
    long clock,
    long revision,
    boolean warm,
    List<RisingKey> rising,
    List<RisingKey> leading,
    List<Change> changes)
    implements Serializable {
  public Trends {
    rising = List.copyOf(rising);
    leading = List.copyOf(leading);
    changes = List.copyOf(changes);
  }
}
