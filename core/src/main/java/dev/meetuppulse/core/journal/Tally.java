package dev.meetuppulse.core.journal;

import dev.meetuppulse.core.rsvp.Reason;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Record counts: {@code received = invalid + filtered + new + duplicate + stale + changed}.
 *
 * @param filtered valid records from a country outside the filter
 * @param newRsvps first records of an RSVP ("new")
 * @param duplicate records that say what is known already
 * @param stale records older than what is known
 * @param changed records that replace what was known
 * @param late those of newRsvps and changed that are in no window but {@code all}
 * @param forgotten RSVPs forgotten before their time to keep memory bounded; should one come again,
 *     it counts again
 * @param invalid records that broke a rule, by the rule
 */
public record Tally(
    long filtered,
    long newRsvps,
    long duplicate,
    long stale,
    long changed,
    long late,
    long forgotten,
    Map<Reason, Long> invalid) {

  public static final Tally ZERO = new Tally(0, 0, 0, 0, 0, 0, 0, Map.of());

  public Tally {
    Map<Reason, Long> copy = new EnumMap<>(Reason.class);
    copy.putAll(invalid);
    copy.values().removeIf(count -> count == 0);
    invalid = Collections.unmodifiableMap(copy);
  }

  public long invalidTotal() {
    return invalid.values().stream().mapToLong(Long::longValue).sum();
  }

  public long received() {
    return invalidTotal() + filtered + newRsvps + duplicate + stale + changed;
  }

  /** The sum of both. */
  public Tally plus(Tally other) {
    Map<Reason, Long> sum = new EnumMap<>(Reason.class);
    sum.putAll(invalid);
    other.invalid.forEach((reason, count) -> sum.merge(reason, count, Long::sum));
    return new Tally(
        filtered + other.filtered,
        newRsvps + other.newRsvps,
        duplicate + other.duplicate,
        stale + other.stale,
        changed + other.changed,
        late + other.late,
        forgotten + other.forgotten,
        sum);
  }
}
