package io.hostshift.testapp.service;

import io.hostshift.testapp.Arguments;

/** What {@code serve} was asked for. */
public final class ServiceOptions {
  private static final int LONGEST_SECONDS = 7 * 24 * 3600;

  private final Arguments arguments;

  private ServiceOptions(Arguments arguments) {
    this.arguments = arguments;
  }

  /** Reads all values at once, so that a wrong one is told before anything is started. */
  public static ServiceOptions parse(String... arguments) {
    ServiceOptions options =
        new ServiceOptions(
            Arguments.parse(
                arguments, "host", "port", "pool", "load", "pauseMs", "rate", "heapMb", "daemon",
                "seconds"));
    options.host();
    options.port();
    options.pool();
    options.load();
    options.pauseMillis();
    options.rate();
    options.heapMb();
    options.daemon();
    options.seconds();
    return options;
  }

  /** The address to bind; loopback, unless asked otherwise. */
  public String host() {
    return arguments.text("host", "127.0.0.1");
  }

  /** 0 takes a free one. */
  public int port() {
    return arguments.number("port", 0, 0, 65_535);
  }

  /** Threads that answer; 0 means one for each processor. */
  public int pool() {
    return arguments.number("pool", 0, 0, 1024);
  }

  /** Threads of the load generator. */
  public int load() {
    return arguments.number("load", 2, 0, 256);
  }

  /** Milliseconds between two requests of one load thread. */
  public int pauseMillis() {
    return arguments.number("pauseMs", 2, 0, 60_000);
  }

  /** Orders a second of all load threads together; 0 for a pause after each. */
  public int rate() {
    return arguments.number("rate", 0, 0, 1_000_000);
  }

  /** MiB of live data. */
  public int heapMb() {
    return arguments.number("heapMb", 64, 1, 1024);
  }

  public boolean daemon() {
    return arguments.flag("daemon", true);
  }

  /** 0 means until the process is ended. */
  public int seconds() {
    return arguments.number("seconds", 0, 0, LONGEST_SECONDS);
  }
}
