package io.hostshift.it.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.Eventually;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Hostshift;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.OperatedHost;
import io.hostshift.it.run.RealApplication;
import io.hostshift.it.run.Requests;
import io.hostshift.it.run.Residue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Applications of others serve every request while all that they ask and create is hooked, hosts
 * change under them, and the agent leaves; what of their pools can be resized is.
 */
class RealApplicationIT {
  private static final Duration LIMIT = Duration.ofSeconds(180);
  private static final int SOME = 20;
  private static final int JETTYS_DEFAULT = 200;

  /** Some have a warning to give on each start: of the JDK, of what they did not find. */
  private static final Pattern ERROR =
      Pattern.compile(
          "SEVERE|ERROR|FATAL|Exception|Error\\b|^\\s+at [\\w.$]+\\(|^hostshift (warn|error)");

  @TempDir Path folder;

  @Test
  void tomcatShouldServe() throws Exception {
    serve(RealApplication.TOMCAT, Jdk.running());
  }

  @Test
  void nettyShouldServe() throws Exception {
    serve(RealApplication.NETTY, Jdk.running());
  }

  @ParameterizedTest
  @Tag("jdks")
  @Tag("long")
  @CsvSource({
    "TOMCAT, 8",
    "TOMCAT, 25",
    "JETTY, 17",
    "JETTY, 25",
    "NETTY, 8",
    "NETTY, 25",
    "SPRING_BOOT, 17",
    "SPRING_BOOT, 25",
    "ZOOKEEPER, 8",
    "ZOOKEEPER, 17",
    "ZOOKEEPER, 25"
  })
  void shouldServeOn(RealApplication application, int version) throws Exception {
    serve(application, Jdk.of(version));
  }

  private void serve(RealApplication application, Jdk jdk) throws Exception {
    OperatedHost host = new OperatedHost(folder, application.pools(), 2, 3, 5);
    String arguments = "settings=processors:hook,pools=resize,interval=100ms," + host.arguments();
    Path own = Files.createDirectory(folder.resolve("application"));
    try (ForkedJvm jvm = application.start(jdk, own, arguments)) {
      int port = awaitStart(application, jvm);
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      try (Requests requests = Requests.begin(() -> application.ask(port))) {
        requests.await(SOME, LIMIT);
        int system = (Integer) view.settings("current").get("processors");
        int more = system == 5 ? 3 : 5;
        follow(application, jvm, view, host.moveTo(more), more);
        requests.await(SOME, LIMIT);
        System.out.println(inventory(application, jdk, view));
        assertThat(view.pools())
            .isNotEmpty()
            .noneMatch(row -> row.toString().contains("hostshift"));

        follow(application, jvm, view, host.moveTo(2), 2);
        assertFollowed(application, jvm, 2, requests.await(SOME, LIMIT));

        detach(jdk, jvm);
        requests.await(SOME, LIMIT);
        new Residue(jdk, jvm.pid(), application.shared()).assertNone();
        assertAsAtStart(application, jvm, system, requests.await(SOME, LIMIT));
      }
      assertThat(jvm.out().all()).noneMatch(line -> ERROR.matcher(line).find());
      assertThat(jvm.err().all()).noneMatch(line -> ERROR.matcher(line).find());
    }
  }

  /** The port, as soon as it serves there. */
  private static int awaitStart(RealApplication application, ForkedJvm jvm) throws Exception {
    return Eventually.answers(
        () -> "the port at which it serves: " + jvm,
        LIMIT,
        () -> {
          assertThat(jvm.process().isAlive()).as("alive: %s", jvm).isTrue();
          return Stream.of(jvm.out(), jvm.err()) // Loggers print on either.
              .flatMap(lines -> lines.all().stream())
              .mapToInt(application::port)
              .max()
              .orElse(0);
        },
        port -> port > 0 && serves(application, port));
  }

  private static boolean serves(RealApplication application, int port) {
    try {
      return !application.ask(port).isEmpty();
    } catch (IOException notYet) {
      return false;
    }
  }

  private static void follow(
      RealApplication application, ForkedJvm jvm, AgentView view, String name, int processors) {
    jvm.err().await("to " + name, LIMIT);
    view.await(
        "hooks that answer " + processors,
        now ->
            now.settings("current").get("processors").equals(processors)
                && now.settings("lever").get("processors").toString().startsWith("hook: "),
        LIMIT);
    application
        .pools()
        .forEach(
            (kind, each) ->
                view.await(
                    each * processors + " threads at most in " + kind,
                    now ->
                        now.pools().stream()
                            .filter(row -> row.get("kind").equals(kind))
                            .anyMatch(
                                row ->
                                    row.get("maximum").equals(each * processors)
                                        && row.get("state").equals("APPLIED")),
                    LIMIT));
  }

  private static String inventory(RealApplication application, Jdk jdk, AgentView view) {
    StringBuilder text = new StringBuilder("pools of " + application + " on " + jdk + ":");
    for (Map<String, Object> row : view.pools()) {
      text.append("\n  ").append(row);
    }
    return text.toString();
  }

  /** By what the application itself says. */
  private static void assertFollowed(
      RealApplication application, ForkedJvm jvm, int processors, String answer) throws Exception {
    Integer tomcats = application.pools().get(RealApplication.TOMCATS_POOL);
    if (tomcats != null) {
      awaitThreads(jvm.jmx(), tomcats * processors);
    }
    Integer jettys = application.pools().get(RealApplication.JETTYS_POOL);
    if (jettys != null) {
      assertThat(jettysMaximum(jvm.jmx())).isEqualTo(jettys * processors);
    }
    if (application == RealApplication.SPRING_BOOT) {
      assertThat(answer).isEqualTo(Integer.toString(processors));
    }
  }

  private static void assertAsAtStart(
      RealApplication application, ForkedJvm jvm, int processors, String answer) throws Exception {
    if (application == RealApplication.JETTY) {
      assertThat(jettysMaximum(jvm.jmx())).isEqualTo(JETTYS_DEFAULT);
    }
    if (application == RealApplication.SPRING_BOOT) {
      assertThat(answer).isEqualTo(Integer.toString(processors));
    }
  }

  private static void awaitThreads(MBeanServerConnection server, int most) throws Exception {
    ObjectName pool = only(server, "*:type=ThreadPool,name=*");
    Eventually.answers(
        "1 to " + most + " threads of Tomcat",
        LIMIT,
        () -> (Integer) server.getAttribute(pool, "currentThreadCount"),
        threads -> threads >= 1 && threads <= most);
  }

  private static int jettysMaximum(MBeanServerConnection server) throws Exception {
    ObjectName pool = only(server, "org.eclipse.jetty.util.thread:type=queuedthreadpool,*");
    return (Integer) server.getAttribute(pool, "maxThreads");
  }

  private static ObjectName only(MBeanServerConnection server, String pattern) throws Exception {
    return server.queryNames(new ObjectName(pattern), null).iterator().next();
  }

  private static void detach(Jdk jdk, ForkedJvm jvm) {
    Hostshift detached = Hostshift.run(jdk, "detach", Long.toString(jvm.pid()));
    assertThat(detached.code()).as("%s", detached).isZero();
    jvm.err().await("detached; every setting is as it was at the start", LIMIT);
  }
}
