package dev.meetuppulse.redis;

import redis.clients.jedis.CommandObject;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.executors.CommandExecutor;
import redis.clients.jedis.executors.DefaultCommandExecutor;

/** Sends commands to the primary, and asks the Sentinels again once it is no longer one. */
final class SentinelExecutor implements CommandExecutor {
  private final SentinelConnections connections;
  private final CommandExecutor executor;

  SentinelExecutor(SentinelConnections connections) {
    this.connections = connections;
    this.executor = new DefaultCommandExecutor(connections);
  }

  @Override
  public <T> T executeCommand(CommandObject<T> command) {
    try {
      return executor.executeCommand(command);
    } catch (JedisConnectionException e) {
      connections.forget();
      throw e;
    } catch (JedisDataException e) {
      if (Refusal.of(e).isOfDeposedPrimary()) {
        connections.forget();
      }
      throw e;
    }
  }

  @Override
  public void close() {
    connections.close();
  }
}
