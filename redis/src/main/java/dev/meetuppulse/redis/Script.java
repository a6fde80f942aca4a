package dev.meetuppulse.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/** A Lua script of this package: all of it runs, or none, and nothing runs in between. */
final class Script {
  private final String text;
  private final String hash;

  /** Loads the script from the resource {@code name.lua}. */
  Script(String name) {
    try (InputStream in = Script.class.getResourceAsStream(name + ".lua")) {
      byte[] bytes = in.readAllBytes();
      text = new String(bytes, StandardCharsets.UTF_8);
      hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs it; sends its text only if the server does not know it yet. */
  Object run(UnifiedJedis redis, List<String> keys, List<String> args) {
    try {
      return redis.evalsha(hash, keys, args);
    } catch (JedisNoScriptException e) {
      return redis.eval(text, keys, args);
    }
  }

  /** Runs the script with binary keys and arguments; texts in the result are bytes. */
  Object runBinary(UnifiedJedis redis, List<byte[]> keys, List<byte[]> args) {
    try {
      return redis.evalsha(hash.getBytes(StandardCharsets.US_ASCII), keys, args);
    } catch (JedisNoScriptException e) {
      return redis.eval(text.getBytes(StandardCharsets.UTF_8), keys, args);
    }
  }
}
