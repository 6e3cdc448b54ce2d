package io.hostshift.it.product;

import io.hostshift.it.run.FreePort;
import io.hostshift.it.run.JvmCommand;
import io.hostshift.it.run.Program;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Products that are started from a program: each by the one of its name among the resources, which
 * gets a port for HTTP, a folder, and two ports more.
 */
final class Embedded {
  private static final List<String> CASSANDRAS_OPENS =
      List.of(
          "java.base/java.io",
          "java.base/java.lang",
          "java.base/java.lang.reflect",
          "java.base/java.math",
          "java.base/java.net",
          "java.base/java.nio",
          "java.base/java.util",
          "java.base/java.util.concurrent",
          "java.base/java.util.concurrent.atomic",
          "java.base/jdk.internal.loader",
          "java.base/jdk.internal.math",
          "java.base/jdk.internal.module",
          "java.base/jdk.internal.ref",
          "java.base/jdk.internal.reflect",
          "java.base/jdk.internal.vm",
          "java.base/sun.nio.ch",
          "jdk.management/com.sun.management.internal");

  private static final List<String> CASSANDRAS_EXPORTS =
      List.of(
          "java.base/java.lang.ref",
          "java.base/jdk.internal.misc",
          "java.base/jdk.internal.ref",
          "java.base/sun.nio.ch",
          "java.management.rmi/com.sun.jmx.remote.internal.rmi",
          "java.rmi/sun.rmi.registry",
          "java.rmi/sun.rmi.server",
          "java.sql/java.sql",
          "jdk.naming.rmi/com.sun.jndi.rmi.registry");

  private Embedded() {}

  static void kafka(JvmCommand command, Path app, Path folder, int port) throws IOException {
    program("KafkaProgram", command, app, folder, port);
  }

  static void hazelcast(JvmCommand command, Path app, Path folder, int port) throws IOException {
    program("HazelcastProgram", command, app, folder, port);
  }

  static void cassandra(JvmCommand command, Path app, Path folder, int port) throws IOException {
    CASSANDRAS_OPENS.forEach(each -> command.options("--add-opens=" + each + "=ALL-UNNAMED"));
    CASSANDRAS_EXPORTS.forEach(each -> command.options("--add-exports=" + each + "=ALL-UNNAMED"));
    Files.writeString(
        folder.resolve("logback.xml"),
        """
        <configuration>
          <appender name="file" class="ch.qos.logback.core.FileAppender">
            <file>%s</file>
            <encoder><pattern>%%level %%logger: %%msg%%n</pattern></encoder>
          </appender>
          <root level="INFO"><appender-ref ref="file"/></root>
        </configuration>
        """
            .formatted(folder.resolve("system.log")));
    command.options(
        "-javaagent:" + jar(app, "jamm-"),
        "-Djava.security.manager=allow",
        "-Dlogback.configurationFile=" + folder.resolve("logback.xml"),
        "-Dcassandra-foreground=yes", // Otherwise it closes both streams.
        "-Dcassandra.storagedir=" + folder,
        "-Dcassandra.ring_delay_ms=0",
        "-Dcassandra.skip_wait_for_gossip_to_settle=0",
        "-Dcassandra.config=" + folder.resolve("cassandra.yaml").toUri());
    program("CassandraProgram", command, app, folder, port);
  }

  static void neo4j(JvmCommand command, Path app, Path folder, int port) throws IOException {
    program("Neo4jProgram", command, app, folder, port);
  }

  static void openSearch(JvmCommand command, Path app, Path folder, int port) throws IOException {
    program("OpenSearchProgram", command, app, folder, port);
  }

  private static void program(String name, JvmCommand command, Path app, Path folder, int port)
      throws IOException {
    String libraries = app + File.separator + "*";
    Program.compile(folder, "Front", source("Front"), 17, folder.toString());
    Program program =
        Program.compile(
            folder, name, source(name), 17, folder + File.pathSeparator + classPath(app));
    command.main(
        program.classes() + File.pathSeparator + libraries,
        name,
        Integer.toString(port),
        folder.toString(),
        Integer.toString(FreePort.any()),
        Integer.toString(FreePort.any()));
  }

  private static String source(String name) throws IOException {
    try (InputStream in = Embedded.class.getResourceAsStream("/products/" + name + ".java")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Path jar(Path app, String name) {
    return jars(app).stream()
        .filter(jar -> jar.getFileName().toString().startsWith(name))
        .findFirst()
        .orElseThrow();
  }

  private static String classPath(Path app) {
    return jars(app).stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private static List<Path> jars(Path app) {
    try (Stream<Path> jars = Files.list(app)) {
      return jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
