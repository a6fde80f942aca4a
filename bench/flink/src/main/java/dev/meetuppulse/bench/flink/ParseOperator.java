package dev.meetuppulse.bench.flink;

import dev.meetuppulse.bench.job.GroupText;
import dev.meetuppulse.bench.job.Job;
import dev.meetuppulse.bench.job.Parsers;
import dev.meetuppulse.bench.job.Votes;
import dev.meetuppulse.core.rsvp.Outcome;
import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.core.rsvp.RsvpParser;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Parses and filters. */
final class ParseOperator extends TimedOperator<byte[], Sighting> {
  private static final long serialVersionUID = 1L;
  private static final long NEWS_MILLIS = 100;

  private transient RsvpParser parser;
  private transient GroupText texts;
  private transient Sighting sighting;
  private transient StreamRecord<Sighting> out;
  private transient int received;
  private transient long clock;

  @Override
  public void open() throws Exception {
    super.open();
    parser = Parsers.open();
    texts = new GroupText();
    sighting = new Sighting();
    out = new StreamRecord<>(sighting);
  }

  @Override
  long period() {
    return NEWS_MILLIS;
  }

  @Override
  public void processElement(StreamRecord<byte[]> element) {
    Outcome outcome = parser.parse(element.getValue(), 0, System.currentTimeMillis());
    if (outcome == null) {
      return;
    }
    received++;
    if (outcome instanceof Rsvp rsvp) {
      clock = Math.max(clock, rsvp.mtime());
      if (rsvp.groupKeys().country().equals(Job.COUNTRY)) {
        sighting.id = rsvp.id();
        sighting.mtime = rsvp.mtime();
        sighting.vote = Votes.of(rsvp);
        send(texts.of(rsvp.groupKeys()));
      }
    }
  }

  private void send(String group) {
    sighting.group = group;
    sighting.received = received;
    sighting.clock = clock;
    received = 0;
    output.collect(out);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpoint) {
    tick();
  }

  @Override
  void tick() {
    if (received > 0) {
      send("");
    }
  }
}
