package io.hostshift.it.everywhere;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Hostshift;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Lines;
import io.hostshift.it.run.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("jdks")
class JdkMatrixIT {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final String HELLO =
      """
      public class Hello {
        public static void main(String[] args) throws Exception {
          System.out.println(System.getProperty("java.specification.version"));
          System.err.println("to standard error");
          if (args.length > 0) {
            Thread.sleep(60_000);
          }
          System.exit(7);
        }
      }
      """;

  @TempDir Path folder;

  static Stream<Jdk> jdks() {
    return Jdk.MATRIX.stream().map(Jdk::of);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void shouldRunAProgramOnEveryJdkAndTellItsStreamsApart(Jdk jdk) {
    Program hello = Program.compile(folder, "Hello", HELLO);
    try (ForkedJvm jvm = ForkedJvm.on(jdk).options("-Xmx64m").main(hello).start()) {
      assertThat(jvm.awaitExit(LIMIT)).isEqualTo(7);
      assertThat(jvm.out().all()).containsExactly(specification(jdk));
      assertThat(jvm.err().all()).containsExactly("to standard error");
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void shouldReadMBeansOfEveryJdkThroughTheAttachApi(Jdk jdk) throws Exception {
    Program hello = Program.compile(folder, "Hello", HELLO);
    try (ForkedJvm jvm = ForkedJvm.on(jdk).main(hello, "wait").start()) {
      jvm.out().await(specification(jdk), LIMIT);
      MBeanServerConnection beans = jvm.jmx();
      assertThat(beans.getAttribute(new ObjectName("java.lang:type=Runtime"), "SpecVersion"))
          .isEqualTo(specification(jdk));
    }
  }

  /** The JVM does not listen as yet: it is asked to by a signal, which its threads' names allow. */
  @ParameterizedTest
  @MethodSource("jdks")
  void shouldReachAJvmThatNobodyHasAttachedToBefore(Jdk jdk) {
    Program hello = Program.compile(folder, "Hello", HELLO);
    try (ForkedJvm jvm = ForkedJvm.on(jdk).main(hello, "wait").start()) {
      jvm.out().await(specification(jdk), LIMIT);
      String pid = Long.toString(jvm.process().pid());

      Hostshift attached = Hostshift.run(Jdk.of(17), "attach", pid, "sources=capacity");

      assertThat(attached.code()).as(attached.toString()).isZero();
      assertThat(Hostshift.run(Jdk.of(17), "detach", pid).code()).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void shouldCompileWithEveryJdk(Jdk jdk) throws Exception {
    Program.compile(folder, "Hello", HELLO);
    Process javac =
        new ProcessBuilder(jdk.tool("javac").toString(), folder.resolve("Hello.java").toString())
            .redirectErrorStream(true)
            .start();
    Lines output = Lines.of(javac.getInputStream()).awaitEnd(LIMIT);
    assertThat(javac.waitFor()).as(output.toString()).isZero();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void shouldUseTheSharedArchiveOfEveryJdk(Jdk jdk) {
    Program hello = Program.compile(folder, "Hello", HELLO);
    try (ForkedJvm jvm = ForkedJvm.on(jdk).options("-Xshare:on", "-Xmx64m").main(hello).start()) {
      assertThat(jvm.awaitExit(LIMIT)).as(jvm.toString()).isEqualTo(7);
    }
  }

  private static String specification(Jdk jdk) {
    return jdk.version() == 8 ? "1.8" : Integer.toString(jdk.version());
  }
}
