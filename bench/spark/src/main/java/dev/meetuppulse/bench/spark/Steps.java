package dev.meetuppulse.bench.spark;

import dev.meetuppulse.bench.job.CountTable;
import dev.meetuppulse.bench.job.GroupText;
import dev.meetuppulse.bench.job.Job;
import dev.meetuppulse.bench.job.Parsers;
import dev.meetuppulse.bench.job.Votes;
import dev.meetuppulse.core.rsvp.Outcome;
import dev.meetuppulse.core.rsvp.Rsvp;
import dev.meetuppulse.core.rsvp.RsvpParser;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.GroupState;
import org.apache.spark.util.LongAccumulator;

/** The steps of the job, each as a function over rows. */
final class Steps {
  private Steps() {}

  /**
   * One for each thread that runs tasks: what it remembers of texts is worth more than a
   * micro-batch.
   */
  private static final ThreadLocal<RsvpParser> PARSER = ThreadLocal.withInitial(Parsers::open);

  private static final ThreadLocal<GroupText> TEXTS = ThreadLocal.withInitial(GroupText::new);

  /**
   * Parses and filters rows of (value, offset). Long only because of the iterator's class in it.
   */
  static Iterator<ParsedRsvp> parse(Iterator<Row> rows, LongAccumulator received, Clock clock) {
    RsvpParser parser = PARSER.get();
    GroupText texts = TEXTS.get();
    ParsedRsvp parsed = new ParsedRsvp();
    return new Iterator<>() {
      private boolean ready;

      @Override
      public boolean hasNext() {
        while (!ready && rows.hasNext()) {
          ready = take(rows.next());
        }
        return ready;
      }

      private boolean take(Row row) {
        Outcome outcome = parser.parse(row.<byte[]>getAs(0), 0, System.currentTimeMillis());
        received.add(outcome == null ? 0 : 1);
        if (!(outcome instanceof Rsvp rsvp)) {
          return false;
        }
        clock.add(rsvp.mtime());
        if (!rsvp.groupKeys().country().equals(Job.COUNTRY)) {
          return false;
        }
        parsed.setId(rsvp.id());
        parsed.setMtime(rsvp.mtime());
        parsed.setVote(Votes.of(rsvp));
        parsed.setOffset(row.getLong(1));
        parsed.setGroup(texts.of(rsvp.groupKeys()));
        return true;
      }

      @Override
      public ParsedRsvp next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        ready = false;
        return parsed;
      }
    };
  }

  /** The four rules, for the records of one RSVP in a micro-batch. */
  static Iterator<CountedVersion> judge(
      Iterator<ParsedRsvp> records, GroupState<CountedVersion> state) {
    List<ParsedRsvp> inOrder = new ArrayList<>(1);
    records.forEachRemaining(inOrder::add);
    inOrder.sort(Comparator.comparingLong(ParsedRsvp::getOffset));
    CountedVersion counted = state.exists() ? state.get() : null;
    CountedVersion first = counted;
    List<CountedVersion> changes = new ArrayList<>(1);
    for (ParsedRsvp parsed : inOrder) {
      if (counted != null) {
        if (Votes.judge(counted.getMtime(), counted.getVote(), parsed.getMtime(), parsed.getVote())
            != Votes.Relation.CHANGED) {
          continue;
        }
        changes.add(counted.takenBack());
      }
      counted = CountedVersion.of(parsed, 1);
      changes.add(counted);
    }
    if (counted != first) {
      state.update(counted);
    }
    return changes.iterator();
  }

  /** Adds up by key and second. */
  static Iterator<BoardSum> combine(Iterator<CountedVersion> changes) {
    CountTable cities = new CountTable();
    CountTable topics = new CountTable();
    NameNumbers cityNames = new NameNumbers();
    NameNumbers topicNames = new NameNumbers();
    Map<String, int[]> groups = new HashMap<>();
    while (changes.hasNext()) {
      CountedVersion change = changes.next();
      int sign = change.getSign();
      long second = Math.floorDiv(change.getMtime(), 1000L);
      int yes = sign * Votes.yes(change.getVote());
      int no = sign * Votes.no(change.getVote());
      int going = sign * Votes.going(change.getVote());
      int[] keys =
          groups.computeIfAbsent(
              change.getGroup(),
              text -> {
                String[] names = GroupText.keys(text);
                int[] numbers = new int[names.length];
                for (int i = 0; i < names.length; i++) {
                  numbers[i] = (i == 0 ? cityNames : topicNames).of(names[i]);
                }
                return numbers;
              });
      cities.add(keys[0], second, sign, yes, no, going);
      for (int i = 1; i < keys.length; i++) {
        topics.add(keys[i], second, sign, yes, no, going);
      }
    }
    List<BoardSum> sums = new ArrayList<>(cities.size() + topics.size());
    drain(cities, cityNames, true, sums);
    drain(topics, topicNames, false, sums);
    return sums.iterator();
  }

  private static void drain(
      CountTable counts, NameNumbers names, boolean city, List<BoardSum> into) {
    counts.drain(
        (key, second, rsvps, yes, no, going) -> {
          BoardSum sum = new BoardSum();
          sum.setCity(city);
          sum.setKey(names.name(key));
          sum.setSecond(second);
          sum.setRsvps(rsvps);
          sum.setYes(yes);
          sum.setNo(no);
          sum.setGoing(going);
          into.add(sum);
        });
  }

  /** Numbers for names, in the order in which they come. */
  private static final class NameNumbers {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    int of(String name) {
      return numbers.computeIfAbsent(
          name,
          unseen -> {
            names.add(unseen);
            return names.size() - 1;
          });
    }

    String name(int number) {
      return names.get(number);
    }
  }
}
