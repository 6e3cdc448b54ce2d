import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Answers each request over HTTP by doing something in the product, on its own one thread. */
class Front {
  interface Work {
    Object result() throws Exception;
  }

  static void serve(int port, Work work) throws IOException {
    InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    HttpServer server = HttpServer.create(here, 0);
    server.createContext(
        "/",
        exchange -> {
          int code = 200;
          String answer;
          try {
            answer = String.valueOf(work.result());
          } catch (Exception e) {
            e.printStackTrace();
            code = 500;
            answer = e.toString();
          }
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(code, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }
}
