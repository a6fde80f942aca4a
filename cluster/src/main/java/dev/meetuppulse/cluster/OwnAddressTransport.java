package dev.meetuppulse.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.storm.Config;
import org.apache.storm.security.auth.ReqContext;
import org.apache.storm.security.auth.SimpleTransportPlugin;
import org.apache.storm.security.auth.ThriftConnectionType;
import org.apache.storm.thrift.TProcessor;
import org.apache.storm.thrift.protocol.TBinaryProtocol;
import org.apache.storm.thrift.server.THsHaServer;
import org.apache.storm.thrift.server.TServer;
import org.apache.storm.thrift.transport.TNonblockingServerSocket;
import org.apache.storm.thrift.transport.TTransportException;

/**
 * Storm's plain transport, but its servers listen only on {@code storm.local.hostname}, here
 * loopback or a host's own address: anyone who reaches Nimbus can have it run any jar. Storm itself
 * has no setting for that.
 */
public final class OwnAddressTransport extends SimpleTransportPlugin {
  private static final int DEFAULT_QUEUE = 128;
  private static final int IDLE_SECONDS = 60;

  private ThriftConnectionType kind;
  private Map<String, Object> config;
  private int listening;

  @Override
  public void prepare(ThriftConnectionType type, Map<String, Object> conf) {
    super.prepare(type, conf);
    kind = type;
    config = conf;
  }

  @Override
  public TServer getServer(TProcessor processor) throws IOException, TTransportException {
    InetAddress own = InetAddress.getByName((String) config.get(Config.STORM_LOCAL_HOSTNAME));
    TNonblockingServerSocket socket =
        new TNonblockingServerSocket(new InetSocketAddress(own, kind.getPort(config)));
    listening = socket.getPort();
    int threads = kind.getNumThreads(config);
    Integer queue = kind.getQueueSize(config);
    THsHaServer.Args args =
        new THsHaServer.Args(socket)
            .processor(
                (in, out) -> {
                  ReqContext.context().setRemoteAddress(own);
                  ReqContext.context().setSubject(getDefaultSubject());
                  processor.process(in, out);
                })
            .maxWorkerThreads(threads)
            .protocolFactory(
                new TBinaryProtocol.Factory(false, true, kind.getMaxBufferSize(config), -1));
    args.executorService(
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(queue == null ? DEFAULT_QUEUE : queue)));
    return new THsHaServer(args);
  }

  @Override
  public int getPort() {
    return listening;
  }
}
