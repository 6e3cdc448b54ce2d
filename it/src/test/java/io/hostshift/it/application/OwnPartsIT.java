package io.hostshift.it.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.EachJdk;
import io.hostshift.it.run.Eventually;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Hostshift;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Lapse;
import io.hostshift.it.run.Program;
import io.hostshift.it.run.SafetyCases;
import io.hostshift.it.run.ShippedJars;
import io.hostshift.it.run.Tools;
import io.hostshift.it.run.Visit;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * Applications that bring parts of their own where the agent or the JDK have one as well: other
 * versions of libraries, a log manager, a builder of MBean servers, a security manager.
 */
@SafetyCases(SafetyCases.Kind.NEIGHBOUR)
@Tag("jdks")
class OwnPartsIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final String HOOKED = ",settings=processors:hook,pools=report";
  private static final String LIBRARIES =
      """
      import com.fasterxml.jackson.databind.ObjectMapper;
      import java.util.Collections;
      public class Libraries {
        static int processors() { // A method that runs already is not hooked.
          return Runtime.getRuntime().availableProcessors();
        }
        public interface C extends com.sun.jna.Library { int getpid(); }
        static void use() throws Exception {
          C c = (C) com.sun.jna.Native.loadLibrary("c", C.class);
          Class<?> made =
              new net.bytebuddy.ByteBuddy()
                  .subclass(Object.class)
                  .method(net.bytebuddy.matcher.ElementMatchers.named("toString"))
                  .intercept(net.bytebuddy.implementation.FixedValue.value("made"))
                  .make()
                  .load(Libraries.class.getClassLoader())
                  .getLoaded();
          System.out.println(
              "libraries jna " + com.sun.jna.Native.VERSION + (c.getpid() > 0 ? "" : "!")
                  + " byte-buddy " + made.getConstructor().newInstance()
                  + " jackson " + new ObjectMapper().version()
                  + new ObjectMapper().writeValueAsString(Collections.singletonMap("a", 1))
                  + " picocli " + picocli.CommandLine.VERSION);
        }
        public static void main(String[] args) throws Exception {
          use();
          System.out.println("up");
          while (System.in.read() >= 0) {
            use();
            System.out.println("processors " + processors());
          }
          System.exit(3);
        }
      }
      """;
  private static final String LOG_MANAGER =
      """
      public class OwnLogManager extends java.util.logging.LogManager {
        public OwnLogManager() {
          System.out.println("log manager made by " + Thread.currentThread().getName());
        }
      }
      """;
  private static final String LOGGING =
      """
      public class Logging {
        public static void main(String[] args) throws Exception {
          System.out.println("up");
          while (System.in.read() >= 0) {
            System.out.println(
                "logs with " + java.util.logging.LogManager.getLogManager().getClass().getName());
            System.out.println("processors " + Runtime.getRuntime().availableProcessors());
          }
          System.exit(3);
        }
      }
      """;
  private static final String BUILDER =
      """
      import javax.management.*;
      public class OwnBuilder extends MBeanServerBuilder {
        public OwnBuilder() {}
        @Override
        public MBeanServer newMBeanServer(String domain, MBeanServer outer, MBeanServerDelegate d) {
          System.out.println("MBean server made by " + Thread.currentThread().getName());
          return super.newMBeanServer(domain, outer, d);
        }
      }
      """;
  private static final String MANAGED =
      """
      import java.lang.management.ManagementFactory;
      import javax.management.*;
      public class Managed {
        public static void main(String[] args) throws Exception {
          System.out.println("up");
          while (System.in.read() >= 0) {
            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            System.out.println(
                "agent's beans "
                    + !server.queryNames(new ObjectName("io.hostshift:*"), null).isEmpty());
            System.out.println("processors " + Runtime.getRuntime().availableProcessors());
          }
          System.exit(3);
        }
      }
      """;
  private static final String NESTING =
      """
      import java.io.*;
      import java.lang.management.ManagementFactory;
      import java.net.*;
      import javax.management.*;
      public class Nesting {
        public static void main(String[] args) throws Exception {
          URL[] nested = {new File(args[0]).toURI().toURL()};
          ClassLoader loader = new URLClassLoader(nested, Nesting.class.getClassLoader());
          System.setProperty("javax.management.builder.initial", "OwnBuilder");
          Class.forName("OwnBuilder", true, loader);
          System.out.println("up");
          System.in.read();
          Thread.currentThread().setContextClassLoader(loader);
          MBeanServer server = ManagementFactory.getPlatformMBeanServer();
          System.out.println("made");
          while (System.in.read() >= 0) {
            System.out.println(
                "agent's beans "
                    + !server.queryNames(new ObjectName("io.hostshift:*"), null).isEmpty());
          }
          System.exit(3);
        }
      }
      """;
  private static final String SECURED =
      "public class Secured { public static void main(String[] args) throws Exception {\n"
          + "try { System.getProperty(\"user.home\"); System.out.println(\"not secured\"); }\n"
          + "catch (SecurityException e) { System.out.println(\"secured\"); }\n"
          + Visit.LOOP
          + "} }\n";

  @TempDir Path folder;

  /** From 24 on the JVM itself warns of an application's JNA. */
  @ParameterizedTest(name = "JDK {0}")
  @EachJdk(value = EachJdk.Part.QUICK, to = 21)
  void shouldLeaveAnApplicationItsOwnVersionsOfOurLibraries(int version) {
    ownLibraries(version);
  }

  @Tag("long")
  @ParameterizedTest(name = "JDK {0}")
  @EachJdk(value = EachJdk.Part.OTHERS, to = 21)
  void shouldLeaveItThemOnOthers(int version) {
    ownLibraries(version);
  }

  private void ownLibraries(int version) {
    List<Path> jars =
        Stream.of(
                "jna",
                "byte-buddy",
                "jackson-core",
                "jackson-annotations",
                "jackson-databind",
                "picocli")
            .map(Tools::jar)
            .toList();
    String classPath =
        Stream.concat(Stream.of(folder), jars.stream())
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    Program.compile(folder, "Libraries", LIBRARIES, 8, classPath);
    Visit visit = new Visit(folder);
    try (ForkedJvm jvm =
        ForkedJvm.on(Jdk.of(version))
            .agent(visit.arguments() + HOOKED)
            .main(classPath, "Libraries")
            .start()) {
      visit.make(Jdk.of(version), jvm);
      assertThat(jvm.out().all())
          .filteredOn(line -> line.startsWith("libraries "))
          .hasSizeGreaterThan(3)
          .allMatch(
              line ->
                  line.matches(
                      "libraries jna 4\\..* byte-buddy made jackson 2\\.9\\..*\\{\"a\":1\\} picocli"
                          + " 4\\.0\\..*"));
    }
  }

  @Tag("long")
  @ParameterizedTest(name = "JDK {0}")
  @EachJdk
  void shouldLetAnApplicationMakeItsOwnLogManager(int version) {
    Program.compile(folder, "OwnLogManager", LOG_MANAGER);
    Program logging = Program.compile(folder, "Logging", LOGGING);
    Visit visit = new Visit(folder);
    try (ForkedJvm jvm =
        ForkedJvm.on(Jdk.of(version))
            .options("-Djava.util.logging.manager=OwnLogManager")
            .agent(visit.arguments())
            .main(logging)
            .start()) {
      visit.make(Jdk.of(version), jvm);
      assertThat(jvm.out().all())
          .contains("logs with OwnLogManager")
          .doesNotContain("logs with java.util.logging.LogManager")
          .filteredOn(line -> line.startsWith("log manager made by"))
          .containsExactly("log manager made by main");
    }
  }

  @Tag("long")
  @ParameterizedTest(name = "JDK {0}")
  @EachJdk
  void shouldRegisterWithTheServerThatAnApplicationsBuilderMakes(int version) {
    Program.compile(folder, "OwnBuilder", BUILDER);
    Program managed = Program.compile(folder, "Managed", MANAGED);
    Visit visit = new Visit(folder);
    try (ForkedJvm jvm =
        ForkedJvm.on(Jdk.of(version))
            .options("-Djavax.management.builder.initial=OwnBuilder")
            .agent(visit.arguments())
            .main(managed)
            .start()) {
      visit.make(Jdk.of(version), jvm);
      assertThat(jvm.out().all())
          .contains("agent's beans false")
          .filteredOn(line -> line.startsWith("MBean server made by"))
          .isNotEmpty()
          .allMatch(line -> line.equals("MBean server made by main"));
    }
  }

  @ParameterizedTest(name = "JDK {0}")
  @EachJdk(EachJdk.Part.QUICK)
  void shouldWaitForTheServerOfABuilderThatOurLoaderDoesNotSee(int version) throws Exception {
    joinServerOfNestedBuilder(version);
  }

  @Tag("long")
  @ParameterizedTest(name = "JDK {0}")
  @EachJdk(EachJdk.Part.OTHERS)
  void shouldWaitForItOnEveryOtherJdk(int version) throws Exception {
    joinServerOfNestedBuilder(version);
  }

  private void joinServerOfNestedBuilder(int version) throws Exception {
    Path nested = Files.createDirectories(folder.resolve("nested"));
    Path builder = Program.compile(nested, "OwnBuilder", BUILDER).classes();
    Program nesting = Program.compile(folder, "Nesting", NESTING);
    try (ForkedJvm jvm =
        ForkedJvm.on(Jdk.of(version))
            .agent("interval=100ms,settings=-pools,log=debug,file=" + folder.resolve("host"))
            .main(nesting, builder.toString() + "/")
            .start()) {
      Files.writeString(folder.resolve("host"), "name=a\n");
      jvm.out().await("up", LIMIT);
      jvm.err().await("hostshift watches this VM", LIMIT);
      Lapse.ofMillis(3_000, "longer than the agent waits for an application that names nothing");
      jvm.tell("");
      jvm.out().await("made", LIMIT);
      awaitBeans(jvm);
      Hostshift status = Hostshift.run(Jdk.running(), "status", Long.toString(jvm.pid()));
      assertThat(status.code()).as(status.toString()).isZero();
      assertThat(jvm.out().all())
          .filteredOn(line -> line.startsWith("MBean server made by"))
          .isNotEmpty()
          .allMatch(line -> line.equals("MBean server made by main"));
      assertThat(jvm.err().all())
          .noneMatch(line -> line.contains("error") || line.contains("no MBean server as yet"));
    }
  }

  private static void awaitBeans(ForkedJvm jvm) throws Exception {
    Eventually.holds(
        () -> "MBeans in " + jvm,
        LIMIT,
        () -> {
          jvm.tell("");
          return jvm.out().all().contains("agent's beans true");
        });
  }

  @Tag("long")
  @ParameterizedTest(name = "JDK {0}")
  @EachJdk(to = 17)
  void shouldWorkUnderASecurityManagerThatGrantsItEverything(int version) throws Exception {
    Program secured = Program.compile(folder, "Secured", SECURED);
    Path policy =
        Files.writeString(
            folder.resolve("policy"),
            "grant codeBase \"file:"
                + ShippedJars.agent()
                + "\" { permission java.security.AllPermission; };\n"
                + "grant codeBase \"file:"
                + secured.classes()
                + "/\" { permission java.lang.RuntimePermission \"exitVM.3\"; };\n");
    Visit visit = new Visit(folder);
    try (ForkedJvm jvm =
        ForkedJvm.on(Jdk.of(version))
            .options("-Djava.security.manager", "-Djava.security.policy==" + policy)
            .agent(visit.arguments())
            .main(secured)
            .start()) {
      visit.make(Jdk.of(version), jvm);
      assertThat(jvm.out().all()).contains("secured");
    }
  }
}
