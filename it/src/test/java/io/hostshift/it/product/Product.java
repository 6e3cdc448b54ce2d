package io.hostshift.it.product;

import io.hostshift.it.run.Apps;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.JvmCommand;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A product of others as Maven Central has it: how it is started, what one of its users asks, on
 * which JDK. Those that are libraries have a little program around them, which answers over HTTP
 * with what it has done in the product.
 */
enum Product {
  OPEN_LIBERTY("Open Liberty", "openliberty", 21, Served::openLiberty),
  WILDFLY("WildFly", "wildfly", 21, Served::wildFly),
  KARAF("Karaf", "karaf", 17, Served::karaf) {
    /** The first line of its shell, by which any client of SSH begins. */
    @Override
    String ask(int port) throws IOException {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout(ANSWER_MILLIS);
        socket.getOutputStream().write("SSH-2.0-test\r\n".getBytes(StandardCharsets.US_ASCII));
        byte[] begin = socket.getInputStream().readNBytes("SSH-2.0".length());
        String text = new String(begin, StandardCharsets.US_ASCII);
        if (!text.equals("SSH-2.0")) {
          throw new IOException("answered " + text);
        }
        return text;
      }
    }
  },
  KAFKA("Kafka", "kafka", 17, Embedded::kafka),
  HAZELCAST("Hazelcast", "hazelcast", 17, Embedded::hazelcast),
  CASSANDRA("Cassandra", "cassandra", 17, Embedded::cassandra),
  NEO4J("Neo4j", "neo4j", 21, Embedded::neo4j),
  OPENSEARCH("OpenSearch", "opensearch", 21, Embedded::openSearch);

  private static final int ANSWER_MILLIS = 60_000;

  private final String title;
  private final String version;
  private final int jdk;
  private final Start start;

  Product(String title, String version, int jdk, Start start) {
    this.title = title;
    this.version = version;
    this.jdk = jdk;
    this.start = start;
  }

  /** As its makers write it. */
  String bareTitle() {
    return title;
  }

  /** As its makers write it, with the version that the parent POM names. */
  String title() throws IOException {
    String pom = Files.readString(Path.of("../pom.xml"));
    String property = "<" + version + ".version>";
    int at = pom.indexOf(property) + property.length();
    return title + " " + pom.substring(at, pom.indexOf('<', at));
  }

  Jdk jdk() {
    return Jdk.of(jdk);
  }

  /** Its answer to one request; fails on any other than one of success. */
  String ask(int port) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/").toURL().openConnection();
    connection.setReadTimeout(ANSWER_MILLIS);
    if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
      throw new IOException("answered " + connection.getResponseCode());
    }
    return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Starts it, with these options of the JVM beside its own. */
  ForkedJvm start(JvmCommand command, Path folder, int port) throws IOException {
    command.folder(folder);
    start.prepare(command, app(), folder, port);
    return command.start();
  }

  private Path app() {
    return Apps.folder(name(), "it/run --long");
  }
}
