package dev.meetuppulse.redis;

import dev.meetuppulse.core.journal.StoreException;
import dev.meetuppulse.core.journal.StoreRefusedException;
import dev.meetuppulse.core.journal.UnreadableStateException;
import dev.meetuppulse.core.settings.Setting;
import dev.meetuppulse.core.settings.Settings;
import dev.meetuppulse.core.source.Trouble;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** Turns an exception of Jedis into one line: which server, its own words, what to change. */
final class Guard implements AutoCloseable {
  private final String server;
  private final Optional<RedisOwners> owners;

  /** Lets every deployment call. */
  Guard(Settings settings) {
    this(settings, Optional.empty());
  }

  private Guard(Settings settings, Optional<RedisOwners> owners) {
    this.server = settings.text(Setting.REDIS_URL);
    this.owners = owners;
  }

  /** Refuses every deployment but the owner; without an owner it refuses none. */
  static Guard ofOwner(Settings settings) {
    return new Guard(settings, Optional.of(new RedisOwners(settings)));
  }

  /**
   * Runs a call.
   *
   * @throws StoreRefusedException when Redis answers with an error, or the state is another's
   * @throws StoreException when Redis does not answer
   */
  <T> T call(Supplier<T> call) {
    owners.ifPresent(state -> state.requireNoOther(""));
    try {
      return call.get();
    } catch (JedisException e) {
      throw explained(e);
    }
  }

  /**
   * Parses what a key holds.
   *
   * @throws UnreadableStateException if it can't be parsed
   */
  <T> T parse(String key, Supplier<T> parse) {
    try {
      return parse.get();
    } catch (StoreException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new UnreadableStateException(
          "what Redis at %s holds as %s can't be read (%s); set another redis.prefix, or delete it"
              .formatted(server, key, Trouble.firstLine(Trouble.root(e))),
          e);
    }
  }

  /** True if the cause may pass by itself; false if somebody must change settings or Redis. */
  static boolean mayPass(StoreException e) {
    Optional<JedisDataException> answer = cause(e, JedisDataException.class);
    if (answer.isPresent()) {
      return Refusal.of(answer.get()).mayPass();
    }
    return e.getCause() instanceof JedisConnectionException
        && cause(e, UnreadableFileException.class).isEmpty()
        && cause(e, SSLException.class).isEmpty();
  }

  private StoreException explained(JedisException e) {
    // A connection that is refused while the pool opens it comes wrapped.
    Optional<JedisDataException> answer = cause(e, JedisDataException.class);
    if (answer.isPresent()) {
      return refused(
          Refusal.words(answer.get()) + "; " + Refusal.of(answer.get()).remedy(), answer.get());
    }
    Optional<UnreadableFileException> file = cause(e, UnreadableFileException.class);
    if (file.isPresent()) {
      return new StoreException(
          "can't connect to Redis at %s: %s; check that it is there and readable"
              .formatted(server, file.get().getMessage()),
          e);
    }
    Optional<SSLException> tls = cause(e, SSLException.class);
    if (tls.isPresent()) {
      return new StoreException(
          ("Redis at %s and this client don't agree on TLS (%s); check redis.url (rediss:// for TLS)"
                  + " and redis.trust-file")
              .formatted(server, tls.get().getMessage()),
          e);
    }
    if (!(e instanceof JedisConnectionException)) {
      return new StoreException(
          "can't use Redis at " + server + ": " + e.getMessage() + "; check redis.url", e);
    }
    return new StoreException(
        "Redis at "
            + server
            + " does not answer; check that it runs and that redis.url is right (rediss:// for TLS)",
        e);
  }

  /** A refusal by this server, with its reason and remedy. */
  StoreRefusedException refused(String why, Throwable cause) {
    return new StoreRefusedException("Redis at " + server + " refuses: " + why, cause);
  }

  @Override
  public void close() {
    owners.ifPresent(RedisOwners::close);
  }

  private static <E extends Throwable> Optional<E> cause(Throwable e, Class<E> type) {
    return Trouble.causes(e).filter(type::isInstance).map(type::cast).findFirst();
  }
}
