package io.hostshift.it.qemu;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * A program for the guest: says what this JVM sees of its machine, on its standard output twice a
 * second and to whoever asks over HTTP.
 */
final class HostTeller {
  private HostTeller() {}

  public static void main(String[] args) throws Exception {
    HttpServer server = HttpServer.create(new InetSocketAddress(Integer.parseInt(args[0])), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = sight().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    while (true) {
      System.out.println(sight());
      Thread.sleep(500); // The rate at which it tells.
    }
  }

  private static String sight() throws IOException {
    return "processors=" + Runtime.getRuntime().availableProcessors() + " brand=" + brand();
  }

  /** Executed by the processor at each call, unlike /proc/cpuinfo, which is from the start. */
  private static String brand() throws IOException {
    byte[] brand = new byte[48];
    try (RandomAccessFile cpuid = new RandomAccessFile("/dev/cpu/0/cpuid", "r")) {
      for (int leaf = 0; leaf < 3; leaf++) {
        cpuid.seek(0x80000002L + leaf);
        cpuid.readFully(brand, leaf * 16, 16);
      }
    }
    return new String(brand, StandardCharsets.US_ASCII).replace("\0", "").trim();
  }
}
