package dev.meetuppulse.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.meetuppulse.core.journal.JournalStore;
import dev.meetuppulse.core.journal.Position;
import dev.meetuppulse.core.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Journals in Redis: for each partition a hash ({@code term}, which is the fencing token, version,
 * {@code epoch}, which is the token of the newest entry, log, next) and a list of entries. Each
 * call is one script, so each happens as a whole or not at all.
 */
public final class RedisJournals extends RedisAccess implements JournalStore {
  private static final Script CLAIM = new Script("journal-claim");
  private static final Script POSITION = new Script("journal-position");
  private static final Script READ = new Script("journal-read");
  private static final Script READ_SINCE = new Script("journal-read-since");
  private static final Script APPEND = new Script("journal-append");
  private static final Script REPLACE = new Script("journal-replace");
  private static final Script SET_ASIDE = new Script("journal-set-aside");

  /** Journals of a partition that are kept though they can't be read, at most. */
  private static final int MAX_ASIDE = 4;

  private static final int ASIDE_SECONDS = 7 * 24 * 60 * 60;

  /** Connects when first used. */
  public RedisJournals(Settings settings) {
    this(settings, new Guard(settings));
  }

  /**
   * @param patience how long an answer is waited for
   */
  public RedisJournals(Settings settings, Duration patience) {
    super(settings, new Guard(settings), 1, patience);
  }

  RedisJournals(Settings settings, Guard guard) {
    super(settings, guard);
  }

  @Override
  public SortedSet<Integer> partitions() {
    Set<String> numbers = guard.call(() -> redis.smembers(keys.journals()));
    return guard.parse(
        keys.journals(),
        () ->
            numbers.stream().map(Integer::valueOf).collect(Collectors.toCollection(TreeSet::new)));
  }

  @Override
  public Optional<Position> position(int partition) {
    List<?> place = (List<?>) run(POSITION, partition);
    return place == null || place.get(0) == null || place.get(1) == null
        ? Optional.empty()
        : Optional.of(
            guard.parse(
                keys.journal(partition),
                () ->
                    new Position(new String((byte[]) place.get(0), UTF_8), number(place.get(1)))));
  }

  @Override
  public Journal read(int partition) {
    return journal(partition, run(READ, partition));
  }

  @Override
  public Optional<Journal> readSince(int partition, long version, long token) {
    Object answer = run(READ_SINCE, partition, text(version), text(token));
    return answer == null ? Optional.empty() : Optional.of(journal(partition, answer));
  }

  @Override
  public Journal acquire(int partition) {
    List<?> claimed = (List<?>) run(CLAIM, partition, text(partition));
    if (claimed.get(1) == null) {
      // Entries, but nothing says of which version they are: the hash beside them is lost.
      return setAside(partition, number(claimed.get(0)));
    }
    return journal(partition, claimed);
  }

  @Override
  public boolean append(int partition, long token, long version, Position position, byte[] entry) {
    return isOne(
        run(
            APPEND,
            partition,
            text(token),
            text(version - 1),
            text(version),
            position.log().getBytes(UTF_8),
            text(position.next()),
            entry,
            text(partition)));
  }

  @Override
  public boolean replace(
      int partition, long token, long version, Position position, byte[] snapshot) {
    return isOne(
        run(
            REPLACE,
            partition,
            text(token),
            text(version),
            position.log().getBytes(UTF_8),
            text(position.next()),
            snapshot,
            text(partition)));
  }

  @Override
  public Journal setAside(int partition, long token) {
    run(SET_ASIDE, partition, text(token), text(ASIDE_SECONDS), text(MAX_ASIDE));
    return new Journal(token, token, List.of());
  }

  private Object run(Script script, int partition, byte[]... args) {
    List<byte[]> names =
        List.of(
            keys.journal(partition).getBytes(UTF_8),
            keys.journalEntries(partition).getBytes(UTF_8),
            keys.journalsAside(partition).getBytes(UTF_8),
            keys.journals().getBytes(UTF_8));
    return guard.call(() -> script.runBinary(redis, names, Arrays.asList(args)));
  }

  private Journal journal(int partition, Object answer) {
    List<?> parts = (List<?>) answer;
    List<byte[]> entries = new ArrayList<>();
    for (Object entry : (List<?>) parts.get(2)) {
      entries.add((byte[]) entry);
    }
    return guard.parse(
        keys.journal(partition),
        () -> new Journal(number(parts.get(0)), number(parts.get(1)), entries));
  }

  private static long number(Object text) {
    return Long.parseLong(new String((byte[]) text, UTF_8));
  }

  private static boolean isOne(Object answer) {
    return Long.valueOf(1).equals(answer);
  }

  private static byte[] text(long number) {
    return Long.toString(number).getBytes(UTF_8);
  }
}
