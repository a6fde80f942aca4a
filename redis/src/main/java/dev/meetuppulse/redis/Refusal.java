package dev.meetuppulse.redis;

import dev.meetuppulse.core.journal.StoreRefusedException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.exceptions.JedisDataException;

/** Why a Redis server that answers refuses, by how its error begins, and what to change. */
enum Refusal {
  NOAUTH("NOAUTH", "name the file that holds its password in redis.password-file"),
  WRONGPASS("WRONGPASS", "check redis.user and the file that redis.password-file names"),
  INVALID_PASSWORD("ERR invalid password", WRONGPASS.remedy),
  NO_PASSWORD_SET(
      "ERR AUTH",
      "it has no password for that user: check redis.user, or unset redis.password-file"),
  NO_PASSWORD_SET_OLD("ERR Client sent AUTH", NO_PASSWORD_SET.remedy),
  NOPERM(
      "NOPERM",
      "allow it to redis.user on keys that begin with redis.prefix, or set another redis.user"),
  NO_DATABASE("ERR DB index", "choose another database in redis.url"),
  NO_DATABASE_IN_CLUSTER("ERR SELECT is not allowed", "choose database 0 in redis.url"),
  OUT_OF_MEMORY("OOM", "raise Redis's maxmemory"),
  READ_ONLY("READONLY", "it is a replica: set redis.url to the primary, or to its Sentinels"),
  DISK("MISCONF", "free its disk or repair its persistence"),
  NO_REPLICAS("NOREPLICAS", "bring its replicas back, or lower its min-replicas-to-write"),
  NO_PRIMARY("MASTERDOWN", "it is a replica without a primary: set redis.url to the primary"),
  CLUSTER_SLOTS("CROSSSLOT", Refusal.IN_ONE_SLOT),
  CLUSTER_MOVED(
      "MOVED", "it is in cluster mode: set redis.url to the node that holds redis.prefix"),
  CLUSTER_DOWN("CLUSTERDOWN", "repair its cluster"),
  CLUSTER_ASK("ASK", CLUSTER_MOVED.remedy),
  CLUSTER_TRYAGAIN("TRYAGAIN", "wait until its cluster has moved these keys"),
  WRONGTYPE(
      "WRONGTYPE",
      "another program has a key of that name: set another redis.prefix, or delete it"),
  PROTECTED(
      "DENIED",
      "it is in protected mode and accepts no remote client: set a password in its configuration"),
  TOO_MANY_CLIENTS("ERR max number of clients", "raise its maxclients, or end some of its clients"),
  LOADING("LOADING", "wait until it has loaded its data"),
  BUSY("BUSY", "a script blocks it; end that with SCRIPT KILL"),
  OTHER("", "see its log");

  /** The remedy for keys of one count in more than one slot. */
  static final String IN_ONE_SLOT =
      "it is in cluster mode: put redis.prefix in braces, such as {pulse}, to keep its keys together";

  /** Redis up to 6.2 puts the place in the script first, twice. */
  private static final Pattern IN_SCRIPT =
      Pattern.compile("ERR Error running script .*@user_script: ?\\d+: -(.+)");

  private static final Set<Refusal> PASSING =
      EnumSet.of(
          LOADING, BUSY, NO_PRIMARY, CLUSTER_DOWN, CLUSTER_ASK, CLUSTER_TRYAGAIN, TOO_MANY_CLIENTS);

  private final String start;
  private final String remedy;

  Refusal(String start, String remedy) {
    this.start = start;
    this.remedy = remedy;
  }

  /** The refusal that an error means. */
  static Refusal of(JedisDataException error) {
    String words = words(error);
    return Arrays.stream(values())
        .filter(refusal -> words.startsWith(refusal.start))
        .findFirst()
        .orElse(OTHER);
  }

  /** The server's own words: the first line of its error, without the place in a script. */
  static String words(JedisDataException error) {
    String line = String.valueOf(error.getMessage()).lines().findFirst().orElse("");
    Matcher inScript = IN_SCRIPT.matcher(line);
    return inScript.matches() ? inScript.group(1) : line;
  }

  /** True if a server that was the primary may no longer be one. */
  boolean isOfDeposedPrimary() {
    return this == READ_ONLY || this == NO_REPLICAS || this == NO_PRIMARY;
  }

  /** True if the server may stop to refuse by itself, such as once it has loaded its data. */
  boolean mayPass() {
    return PASSING.contains(this);
  }

  /** True if a server lets its user not do what was asked; others may do it. */
  static boolean isLackOfPermission(StoreRefusedException refusal) {
    return refusal.getCause() instanceof JedisDataException error && of(error) == NOPERM;
  }

  /** The remedy, worded to follow a semicolon. */
  String remedy() {
    return remedy;
  }
}
