package dev.meetuppulse.drill;

import dev.meetuppulse.core.threads.DaemonThreads;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A proxy between clients and servers that acts like a long line: what a client sends reaches its
 * server later, in order; answers come back at once.
 */
final class DelayProxy implements AutoCloseable {
  private static final int CHUNK_BYTES = 1 << 16;
  private static final int MAX_CHUNKS = 256;
  private static final int CONNECT_MILLIS = 10_000;
  private static final byte[] END = {};

  private final InetAddress address;
  private final int millis;
  private final int jitterMillis;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(DaemonThreads.named("delay"));
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();

  private record Chunk(byte[] bytes, long dueNanos) {}

  /**
   * @param address to listen on
   * @param millis of delay, on average
   * @param jitterMillis at most more or less
   */
  DelayProxy(InetAddress address, int millis, int jitterMillis) {
    this.address = address;
    this.millis = millis;
    this.jitterMillis = jitterMillis;
  }

  /** Listens for connections to a server, and returns where. */
  InetSocketAddress listen(InetSocketAddress server) throws IOException {
    ServerSocket socket = new ServerSocket(0, 0, address);
    open.add(socket);
    threads.execute(() -> accept(socket, server));
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  @Override
  public void close() {
    open.forEach(DelayProxy::end);
    threads.shutdownNow();
  }

  private void accept(ServerSocket socket, InetSocketAddress server) {
    try {
      while (true) {
        Socket client = socket.accept();
        open.add(client);
        threads.execute(() -> connect(client, server));
      }
    } catch (IOException e) {
      end(socket);
    }
  }

  private void connect(Socket client, InetSocketAddress server) {
    Socket behind = new Socket();
    open.add(behind);
    try {
      behind.connect(server, CONNECT_MILLIS);
      BlockingQueue<Chunk> way = new LinkedBlockingQueue<>(MAX_CHUNKS);
      threads.execute(() -> read(client, way));
      threads.execute(() -> write(way, client, behind));
      behind.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException e) {
      // Either side has gone.
    } finally {
      endBoth(client, behind);
    }
  }

  private void read(Socket client, BlockingQueue<Chunk> way) {
    Random random = new Random();
    byte[] buffer = new byte[CHUNK_BYTES];
    long due = System.nanoTime();
    try {
      byte[] bytes;
      do {
        bytes = next(client, buffer);
        due = due(due, System.nanoTime(), random);
        way.put(new Chunk(bytes, due));
      } while (bytes != END);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * When what was read now arrives: later by the delay, but not before what was read before it.
   *
   * @param before when that arrives
   * @return {@link System#nanoTime}
   */
  long due(long before, long now, Random random) {
    long delay = millis + random.nextInt(-jitterMillis, jitterMillis + 1);
    return Math.max(before, now + TimeUnit.MILLISECONDS.toNanos(delay));
  }

  private static byte[] next(Socket client, byte[] buffer) {
    try {
      int length = client.getInputStream().read(buffer);
      return length < 0 ? END : Arrays.copyOf(buffer, length);
    } catch (IOException e) {
      return END;
    }
  }

  private void write(BlockingQueue<Chunk> way, Socket client, Socket behind) {
    try {
      for (Chunk chunk = way.take(); chunk.bytes() != END; chunk = way.take()) {
        TimeUnit.NANOSECONDS.sleep(chunk.dueNanos() - System.nanoTime());
        behind.getOutputStream().write(chunk.bytes());
      }
      behind.shutdownOutput();
    } catch (IOException e) {
      endBoth(client, behind);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void endBoth(Socket client, Socket behind) {
    end(client);
    end(behind);
    open.remove(client);
    open.remove(behind);
  }

  private static void end(Closeable socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }
}
