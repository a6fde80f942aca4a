package dev.meetuppulse.feed;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The body of an HTTP answer as a stream that does not wait for ever. The time limits of the JDK's
 * client end with the answer's head, and its own stream can't be interrupted.
 *
 * <p>Asks for more only when all is read, so a slow reader slows the server down.
 */
final class HttpBody extends InputStream implements HttpResponse.BodySubscriber<HttpBody> {
  private final Duration idle;
  private final SourceTime time;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
  private final Deque<ByteBuffer> unread = new ArrayDeque<>();
  private Event end;

  private sealed interface Event {}

  private record Bytes(List<ByteBuffer> buffers) implements Event {}

  private record End() implements Event {}

  private record Failure(Throwable cause) implements Event {}

  /**
   * @param idle how long a read waits for the next bytes
   */
  HttpBody(Duration idle, SourceTime time) {
    this.idle = idle;
    this.time = time;
  }

  @Override
  public CompletionStage<HttpBody> getBody() {
    return CompletableFuture.completedStage(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription newSubscription) {
    subscription.complete(newSubscription);
    newSubscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    events.add(new Bytes(buffers));
  }

  @Override
  public void onError(Throwable cause) {
    events.add(new Failure(cause));
  }

  @Override
  public void onComplete() {
    events.add(new End());
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  /**
   * Reads what there is, or waits for it.
   *
   * @throws SocketTimeoutException if nothing came for too long
   * @throws InterruptedIOException if the thread is interrupted
   */
  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    while (unread.isEmpty()) {
      if (end == null) {
        await();
      }
      if (end instanceof Failure failure) {
        throw new IOException(FeedException.firstLine(failure.cause), failure.cause);
      }
      if (end != null) {
        return -1;
      }
    }
    ByteBuffer buffer = unread.getFirst();
    int count = Math.min(length, buffer.remaining());
    buffer.get(bytes, offset, count);
    if (!buffer.hasRemaining()) {
      unread.removeFirst();
      if (unread.isEmpty()) {
        subscription.join().request(1);
      }
    }
    return count;
  }

  /** May be called by any thread; whoever reads gets the end of the stream. */
  @Override
  public void close() {
    events.add(new End());
    subscription.thenAccept(Flow.Subscription::cancel);
  }

  private void await() throws IOException {
    Event event;
    try {
      event = time.poll(events, idle.toNanos());
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
    if (event == null) {
      throw new SocketTimeoutException("nothing came for " + idle.toMillis() / 1000.0 + " s");
    }
    if (event instanceof Bytes bytes) {
      for (ByteBuffer buffer : bytes.buffers) {
        if (buffer.hasRemaining()) {
          unread.add(buffer);
        }
      }
      if (unread.isEmpty()) {
        subscription.join().request(1);
      }
    } else {
      end = event;
    }
  }
}
