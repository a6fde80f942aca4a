package dev.meetuppulse.bolts;

import dev.meetuppulse.core.count.Batch;
import dev.meetuppulse.core.rsvp.Outcome;
import dev.meetuppulse.core.rsvp.Rsvp;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.storm.task.OutputCollector;
import org.apache.storm.task.TopologyContext;
import org.apache.storm.topology.OutputFieldsDeclarer;
import org.apache.storm.topology.base.BaseRichBolt;
import org.apache.storm.tuple.Tuple;

/**
 * Lets through the records of the countries that are wanted. A batch is passed on even when nothing
 * is left of it: it carries offsets.
 */
public final class FilterBolt extends BaseRichBolt {
  private static final long serialVersionUID = 1L;

  /** The value that means all countries. */
  public static final String ALL = "all";

  private final Set<String> countries;
  private transient OutputCollector collector;

  public FilterBolt(Collection<String> countries) {
    this.countries =
        countries.stream()
            .map(country -> country.trim().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public void prepare(Map<String, Object> conf, TopologyContext context, OutputCollector out) {
    collector = out;
  }

  @Override
  public void execute(Tuple tuple) {
    Batch batch = BatchFields.batch(tuple);
    if (!countries.contains(ALL)) {
      batch = filter(batch);
    }
    collector.emit(tuple, BatchFields.values(batch));
    collector.ack(tuple);
  }

  private Batch filter(Batch batch) {
    List<Outcome> outcomes = new ArrayList<>(batch.outcomes());
    outcomes.replaceAll(this::filter);
    return batch.withOutcomes(outcomes);
  }

  private Outcome filter(Outcome outcome) {
    return outcome instanceof Rsvp rsvp && !countries.contains(rsvp.groupKeys().country())
        ? new Outcome.Filtered(rsvp.mtime())
        : outcome;
  }

  @Override
  public void declareOutputFields(OutputFieldsDeclarer declarer) {
    BatchFields.declare(declarer);
  }
}
