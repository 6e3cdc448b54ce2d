package io.hostshift.it.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.EachJdk;
import io.hostshift.it.run.Eventually;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.JvmCommand;
import io.hostshift.it.run.Lines;
import io.hostshift.it.run.OperatedHost;
import io.hostshift.it.run.Program;
import io.hostshift.it.run.RealApplication;
import io.hostshift.it.run.SafetyCases;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * A web application in Tomcat is deployed again and again while the agent hooks its calls and lists
 * its pools: none of its old class loaders stays.
 */
@SafetyCases(SafetyCases.Kind.NEIGHBOUR)
@Tag("jdks")
@Tag("long")
class RedeployIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final int TIMES = 3;
  private static final String LOADER = "org.apache.catalina.loader.ParallelWebappClassLoader";
  private static final String SERVLET =
      """
      import java.io.IOException;
      import java.util.concurrent.*;
      import javax.servlet.http.*;
      public class Answer extends HttpServlet {
        private static final long LOADED = System.nanoTime();
        private ExecutorService pool;
        @Override
        public void init() {
          pool = Executors.newFixedThreadPool(2 * Runtime.getRuntime().availableProcessors());
          pool.submit(() -> {});
        }
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
          response.getWriter().print(
              LOADED + " " + Runtime.getRuntime().availableProcessors());
        }
        @Override
        public void destroy() {
          pool.shutdown();
          try {
            pool.awaitTermination(20, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        }
      }
      """;
  private static final String WEB_XML =
      """
      <web-app xmlns="http://xmlns.jcp.org/xml/ns/javaee" version="4.0">
        <servlet>
          <servlet-name>answer</servlet-name>
          <servlet-class>Answer</servlet-class>
          <load-on-startup>1</load-on-startup>
        </servlet>
        <servlet-mapping>
          <servlet-name>answer</servlet-name>
          <url-pattern>/</url-pattern>
        </servlet-mapping>
      </web-app>
      """;

  @TempDir Path folder;

  @ParameterizedTest(name = "Tomcat on JDK {0}")
  @EachJdk(EachJdk.Part.QUICK)
  void shouldHoldNoClassLoaderOfAnApplicationThatIsGone(int version) throws Exception {
    Jdk jdk = Jdk.of(version);
    OperatedHost host = new OperatedHost(folder, 2, 5);
    Path base = Files.createDirectory(folder.resolve("application"));
    JvmCommand command =
        ForkedJvm.on(jdk)
            .folder(base)
            .agent("settings=processors:hook,pools=report,interval=100ms," + host.arguments());
    RealApplication.TOMCAT.prepare(command, base);
    Path webXml = deploy(base);
    try (ForkedJvm jvm = command.start()) {
      String line = jvm.err().await("Starting ProtocolHandler [\"http-nio-auto-1-", LIMIT);
      int port = RealApplication.TOMCAT.port(line);
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      String loaded = awaitAnother("", port);
      awaitPools(view, 1);
      for (int time = 0; time < TIMES; time++) {
        host.moveTo(time % 2 == 0 ? 5 : 2);
        Files.writeString(webXml, WEB_XML + " ".repeat(time + 1));
        loaded = awaitAnother(loaded, port);
        awaitLoaders(jdk, jvm, 2); // Of this application, and of the one at the root.
        awaitPools(view, 1);
      }
      assertThat(view.count()).isEqualTo(TIMES);
      assertThat(jvm.err().all())
          .noneMatch(said -> said.contains("SEVERE") || said.contains("failed to stop"));
    }
  }

  /** Puts the servlet into a folder of its own; what Tomcat watches of it. */
  private static Path deploy(Path base) throws IOException {
    Path server = base.resolve("conf/server.xml");
    Files.writeString(
        server,
        Files.readString(server)
            .replace("<Engine name", "<Engine backgroundProcessorDelay=\"1\" name"));
    Path inside = Files.createDirectories(base.resolve("webapps/answer/WEB-INF/classes"));
    Program.compile(inside, "Answer", SERVLET, 8, servletApi().toString());
    return Files.writeString(inside.resolveSibling("web.xml"), WEB_XML);
  }

  private static Path servletApi() throws IOException {
    try (Stream<Path> files = Files.walk(RealApplication.TOMCAT.app())) {
      return files.filter(file -> file.endsWith("servlet-api.jar")).findFirst().orElseThrow();
    }
  }

  /** When the class that answers was loaded, as soon as that is another one. */
  private static String awaitAnother(String before, int port) throws Exception {
    return Eventually.answers(
        "another than the one loaded at " + before,
        LIMIT,
        () -> loaded(port),
        now -> !now.isEmpty() && !now.equals(before));
  }

  private static String loaded(int port) {
    try {
      HttpURLConnection asked =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + port + "/answer/").toURL().openConnection();
      return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
          .split(" ")[0];
    } catch (IOException e) {
      return ""; // Between two of them.
    }
  }

  private static void awaitPools(AgentView view, int number) {
    view.await(
        "the pool of the servlet that is there",
        now ->
            now.pools().stream()
                    .filter(pool -> pool.get("creator").toString().startsWith("Answer:"))
                    .count()
                == number,
        LIMIT);
  }

  /** A histogram is taken after a collection. */
  private static void awaitLoaders(Jdk jdk, ForkedJvm jvm, int number) throws Exception {
    Eventually.answers(
        number + " class loaders of applications",
        LIMIT,
        () -> loaders(jdk, jvm),
        List.of(Integer.toString(number))::equals);
  }

  private static List<String> loaders(Jdk jdk, ForkedJvm jvm) throws IOException {
    Process jcmd =
        new ProcessBuilder(
                jdk.tool("jcmd").toString(), Long.toString(jvm.pid()), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    return Lines.of(jcmd.getInputStream()).awaitEnd(LIMIT).all().stream()
        .filter(line -> line.matches(".*\\s" + LOADER + "( .*)?"))
        .map(line -> line.trim().split("\\s+")[1])
        .toList();
  }
}
