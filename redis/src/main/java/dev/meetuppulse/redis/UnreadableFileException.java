package dev.meetuppulse.redis;

import redis.clients.jedis.exceptions.JedisException;

/** A file that a setting names, and that a connection needs, can't be used. */
final class UnreadableFileException extends JedisException {
  UnreadableFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
