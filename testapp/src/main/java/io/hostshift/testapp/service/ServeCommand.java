package io.hostshift.testapp.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** {@code serve}: runs the service until its time is over or the process is ended. */
public final class ServeCommand {
  private ServeCommand() {}

  /** Returns 0, or 1 where data was damaged or a request of the load generator failed. */
  public static int run(String[] arguments) throws Exception {
    ServiceOptions options = ServiceOptions.parse(arguments);
    // Without it the JDK's server answers small requests 40 ms late.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
    try (Service service = new Service(options)) {
      service.start(options.daemon());
      System.out.println("testapp listening on " + options.host() + ":" + service.port());
      System.out.flush();
      service.startLoad(options.load(), options.daemon());
      CountDownLatch never = new CountDownLatch(1);
      if (options.seconds() == 0) {
        never.await();
      }
      never.await(options.seconds(), TimeUnit.SECONDS);
      byte[] stats = service.stats();
      System.out.println("testapp stopped " + new String(stats, StandardCharsets.UTF_8));
      JsonNode figures = JsonText.read(stats);
      return figures.path("intact").asBoolean() && figures.path("loadErrors").asLong() == 0 ? 0 : 1;
    }
  }
}
