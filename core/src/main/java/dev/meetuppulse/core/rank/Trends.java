package dev.meetuppulse.core.rank;

import dev.meetuppulse.core.trend.Change;
import java.io.Serializable;
import java.util.List;

/**
 * What is trending.
 *
 * @param clock "as of": ms since the epoch
 * @param revision what it was found in; a lower one is older
 * @param warm false while too little is known of what is usual
 * @param rising the most surprising first, dimension by dimension
 * @param changes what began to rise lately, newest first
 */
public record Trends(
    long clock, long revision, boolean warm, List<Rising> rising, List<Change> changes)
    implements Serializable {
  public Trends {
    rising = List.copyOf(rising);
    changes = List.copyOf(changes);
  }
}
