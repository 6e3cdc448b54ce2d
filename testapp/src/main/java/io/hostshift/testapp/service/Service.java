package io.hostshift.testapp.service;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.LongAdder;

/** The HTTP service: orders in and out, its figures, and the processors that it sees. */
public final class Service implements AutoCloseable {
  private static final int STORED_ORDERS = 5000;

  private final HttpServer server;
  private final WorkerPool workers;
  private final LoadGenerator load;
  private final Stats stats;

  /** Binds, but does not answer yet. */
  public Service(ServiceOptions options) throws IOException {
    InetAddress address = InetAddress.getByName(options.host());
    server = HttpServer.create(new InetSocketAddress(address, options.port()), 0);
    int threads = options.pool() > 0 ? options.pool() : Runtime.getRuntime().availableProcessors();
    workers = new WorkerPool(threads, options.daemon());
    load = load(new JsonClient(reachable(address), port()), options);
    OrderStore store = new OrderStore(STORED_ORDERS);
    LiveSet data = new LiveSet(options.heapMb());
    LongAdder answered = new LongAdder();
    stats = new Stats(store, data, answered::sum, load);
    server.createContext(Orders.PATH, new JsonHandler(new Orders(store, data), answered));
    server.createContext(Stats.PATH, new JsonHandler(stats, answered));
    server.createContext(
        ProcessorsEndpoint.PATH, new JsonHandler(new ProcessorsEndpoint(workers), answered));
    server.setExecutor(workers);
  }

  private static LoadGenerator load(JsonClient client, ServiceOptions options) {
    return options.rate() > 0 && options.load() > 0
        ? new LoadGenerator(client, new Timetable(options.load(), options.rate()))
        : new LoadGenerator(client, options.pauseMillis());
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Begins to answer; the server's own thread is a daemon if the others are. */
  public void start(boolean daemon) throws InterruptedException {
    // The server's thread takes this from the one that starts it.
    Thread starter = new Thread(server::start, "starter");
    starter.setDaemon(daemon);
    starter.start();
    starter.join();
  }

  public void startLoad(int threads, boolean daemon) {
    load.start(threads, daemon);
  }

  /** The same as {@code GET /stats}. */
  public byte[] stats() throws IOException {
    return stats.answer("GET", Stats.PATH, new byte[0]).body();
  }

  @Override
  public void close() {
    load.close();
    server.stop(0);
    workers.close();
  }

  private static String reachable(InetAddress bound) {
    return bound.isAnyLocalAddress() ? "127.0.0.1" : bound.getHostAddress();
  }
}
