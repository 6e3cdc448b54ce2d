package io.hostshift.it.run;

import java.io.File;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An application of others, unmodified, as Maven Central has it: how it is started on a free port,
 * and what one of its users asks.
 */
public enum RealApplication {
  /** Its own pool of threads is the one of its connector. */
  TOMCAT(Map.of(RealApplication.TOMCATS_POOL, 2), List.of()) {
    @Override
    public void prepare(JvmCommand command, Path folder) throws IOException {
      Path home = Apps.onlyFolder(app());
      Apps.copy(home.resolve("conf"), folder.resolve("conf"));
      Apps.copy(home.resolve("webapps/ROOT"), folder.resolve("webapps/ROOT"));
      for (String empty : List.of("temp", "logs", "work")) {
        Files.createDirectory(folder.resolve(empty));
      }
      Path server = folder.resolve("conf/server.xml");
      String text = Files.readString(server);
      Files.writeString(
          server,
          text.replace("<Connector port=\"8080\"", "<Connector port=\"0\"")
              .replace("<Server port=\"8005\"", "<Server port=\"-1\""));
      command
          .options(
              "-Djava.util.logging.config.file=" + folder.resolve("conf/logging.properties"),
              "-Djava.util.logging.manager=org.apache.juli.ClassLoaderLogManager",
              "-Dcatalina.home=" + home,
              "-Dcatalina.base=" + folder,
              "-Djava.io.tmpdir=" + folder.resolve("temp"))
          .main(
              home.resolve("bin/bootstrap.jar")
                  + File.pathSeparator
                  + home.resolve("bin/tomcat-juli.jar"),
              "org.apache.catalina.startup.Bootstrap",
              "start");
    }

    @Override
    Pattern started() {
      return Pattern.compile("Starting ProtocolHandler \\[\"http-nio-auto-1-([0-9]+)\"\\]");
    }
  },

  /** With what makes its pool readable over JMX. */
  JETTY(Map.of(RealApplication.JETTYS_POOL, 10), List.of()) {
    @Override
    public void prepare(JvmCommand command, Path folder) throws IOException {
      Path home = Apps.onlyFolder(app());
      Files.createDirectory(folder.resolve("start.d"));
      Files.writeString(
          folder.resolve("start.d/service.ini"),
          "--modules=http,jmx,ee10-deploy\njetty.http.port=0\n");
      Files.createDirectories(folder.resolve("webapps/ROOT"));
      Files.writeString(folder.resolve("webapps/ROOT/index.html"), "<p>It works.</p>\n");
      command
          .options("-Djetty.home=" + home, "-Djetty.base=" + folder)
          .jar(home.resolve("start.jar"));
    }

    @Override
    Pattern started() {
      return Pattern.compile("Started ServerConnector@.*:([0-9]+)\\}");
    }
  },

  /** Netty's own example of a server. */
  NETTY(Map.of(), List.of()) {
    @Override
    public void prepare(JvmCommand command, Path folder) throws IOException {
      command
          .options("-Dport=" + FreePort.any())
          .main(classPath(), "io.netty.example.http.helloworld.HttpHelloWorldServer");
    }

    @Override
    Pattern started() {
      return Pattern.compile("navigate to http://127.0.0.1:([0-9]+)/");
    }
  },

  /** The least of a web application that its users write; it answers with its processors. */
  SPRING_BOOT(Map.of(RealApplication.TOMCATS_POOL, 2), List.of("com.fasterxml.jackson.")) {
    private static final String SERVICE =
        """
        import org.springframework.boot.SpringApplication;
        import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
        import org.springframework.web.bind.annotation.GetMapping;
        import org.springframework.web.bind.annotation.RestController;
        @EnableAutoConfiguration
        @RestController
        public class Service {
          @GetMapping("/")
          int processors() {
            return Runtime.getRuntime().availableProcessors();
          }
          public static void main(String[] args) {
            SpringApplication.run(Service.class, args);
          }
        }
        """;

    @Override
    public void prepare(JvmCommand command, Path folder) throws IOException {
      Program service = Program.compile(folder, "Service", SERVICE, 17, classPath());
      command.main(
          service.classes() + File.pathSeparator + classPath(),
          "Service",
          "--server.port=0",
          "--server.tomcat.mbeanregistry.enabled=true");
    }

    @Override
    Pattern started() {
      return Pattern.compile("Tomcat started on port ([0-9]+) ");
    }
  },

  ZOOKEEPER(Map.of(), List.of()) {
    @Override
    public void prepare(JvmCommand command, Path folder) throws IOException {
      Files.writeString(
          folder.resolve("logback.xml"),
          """
          <configuration>
            <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
              <encoder><pattern>%level %logger: %msg%n</pattern></encoder>
            </appender>
            <root level="INFO"><appender-ref ref="out"/></root>
          </configuration>
          """);
      command
          .options(
              "-Dlogback.configurationFile=" + folder.resolve("logback.xml"),
              "-Dzookeeper.admin.enableServer=false")
          .main(
              classPath(),
              "org.apache.zookeeper.server.ZooKeeperServerMain",
              Integer.toString(FreePort.any()),
              folder.resolve("data").toString());
    }

    @Override
    Pattern started() {
      return Pattern.compile("binding to port .*:([0-9]+)");
    }

    @Override
    public String ask(int port) throws IOException {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        socket.setSoTimeout((int) ANSWER.toMillis());
        socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        String answer =
            new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        if (!answer.contains("Mode: standalone")) {
          throw new IOException("answered " + answer);
        }
        return answer;
      }
    }
  };

  /** Of Spring Boot too, which has Tomcat in it. */
  public static final String TOMCATS_POOL = "org.apache.tomcat.util.threads.ThreadPoolExecutor";

  public static final String JETTYS_POOL = "org.eclipse.jetty.util.thread.QueuedThreadPool";
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private final Map<String, Integer> pools;
  private final List<String> shared;

  RealApplication(Map<String, Integer> pools, List<String> shared) {
    this.pools = pools;
    this.shared = shared;
  }

  /** Adds to a command what starts it, with all that it writes below an empty folder. */
  public abstract void prepare(JvmCommand command, Path folder) throws IOException;

  /** What it prints when it listens, the port as the first group. */
  abstract Pattern started();

  /** Its answer to one request; fails on any other than one of success. */
  public String ask(int port) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/").toURL().openConnection();
    connection.setReadTimeout((int) ANSWER.toMillis());
    if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
      throw new IOException("answered " + connection.getResponseCode());
    }
    return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Starts it with these arguments of the agent. */
  public ForkedJvm start(Jdk jdk, Path folder, String agentArguments) throws IOException {
    JvmCommand command = ForkedJvm.on(jdk).folder(folder).agent(agentArguments);
    prepare(command, folder);
    return command.start();
  }

  /** The port at which it listens, if this line that it has printed tells; otherwise 0. */
  public int port(String line) {
    Matcher matcher = started().matcher(line);
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  /** Those of its own pools that can be resized, by class, with a rule's threads a processor. */
  public Map<String, Integer> pools() {
    return pools;
  }

  /** Packages of libraries that the agent uses as well, a copy of its own. */
  public List<String> shared() {
    return shared;
  }

  /** What its module has fetched. */
  public Path app() {
    return Apps.folder(name());
  }

  public String classPath() {
    return Apps.classPath(app());
  }
}
