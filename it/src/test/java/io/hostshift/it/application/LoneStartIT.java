package io.hostshift.it.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.CProgram;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.JvmCommand;
import io.hostshift.it.run.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A JVM of Java 8 that began on one configured processor leaves out atomic instructions: on two it
 * loses updates. The agent says so, and gives it no more threads.
 */
@Tag("jdks")
class LoneStartIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final Duration TO_COUNT = Duration.ofSeconds(40);
  private static final String SAID =
      "hostshift error: this JVM began on one processor and leaves out atomic instructions, and now"
          + " there are ";

  private static final String IDLE =
      """
      public class Idle {
        public static void main(String[] args) throws Exception {
          Thread.sleep(Long.MAX_VALUE);
        }
      }
      """;

  /** Two threads count up one number; says how much is lost. */
  private static final String LOSING =
      """
      import java.util.concurrent.atomic.AtomicInteger;

      public class Losing {
        public static void main(String[] args) throws Exception {
          final int each = 60000000;
          final AtomicInteger count = new AtomicInteger();
          Thread[] threads = new Thread[2];
          for (int i = 0; i < 2; i++) {
            threads[i] = new Thread() {
              public void run() {
                for (int n = 0; n < each; n++) count.incrementAndGet();
              }
            };
            threads[i].start();
          }
          for (Thread thread : threads) thread.join();
          System.out.println("lost " + (2L * each - count.get()));
        }
      }
      """;

  @TempDir Path folder;

  @BeforeEach
  void needACompilerAndTwoProcessors() {
    assumeTrue(CProgram.canCompile(), "no C compiler here");
    assumeTrue(Runtime.getRuntime().availableProcessors() >= 2, "one processor loses nothing");
  }

  private JvmCommand on(Jdk jdk, String... options) throws Exception {
    return ForkedJvm.on(jdk)
        .environment("LD_PRELOAD", CProgram.library(folder, "lone").toString())
        .options(options);
  }

  /** None where such a JVM does not come to its end: waking a thread needs the same order. */
  private OptionalLong lost(String... options) throws Exception {
    try (ForkedJvm jvm =
        on(Jdk.of(8), options).main(Program.compile(folder, "Losing", LOSING)).start()) {
      if (!jvm.process().waitFor(TO_COUNT.toSeconds(), TimeUnit.SECONDS)) {
        return OptionalLong.empty();
      }
      String line = jvm.out().await("lost ", LIMIT);
      return OptionalLong.of(Long.parseLong(line.substring("lost ".length())));
    }
  }

  @Test
  void shouldLoseUpdatesIndeed() throws Exception {
    OptionalLong lost = OptionalLong.empty();
    for (int i = 0; i < 5 && lost.orElse(0) == 0; i++) {
      lost = lost();
    }
    assertThat(lost.orElse(0)).as("of 120 million").isPositive();
    assertThat(lost("-XX:+AssumeMP")).hasValue(0);
  }

  /**
   * The JVM is kept on one of the processors that are online: on two it loses more than updates,
   * and hangs now and then.
   */
  @Test
  void shouldSaySoAndGiveItNoMoreThanOneProcessor() throws Exception {
    try (ForkedJvm jvm = idle(8)) {
      jvm.err().await(SAID + Runtime.getRuntime().availableProcessors(), LIMIT);
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      assertThat(view.settings("target").get("processors")).isEqualTo(1);
      assertThat(view.settings("current").get("processors")).isEqualTo(1);
    }
  }

  private ForkedJvm idle(int version, String... options) throws Exception {
    return on(onOneProcessor(Jdk.of(version)), options)
        .agent("interval=200ms")
        .main(Program.compile(folder, "Idle", IDLE))
        .start();
  }

  private Jdk onOneProcessor(Jdk jdk) throws IOException {
    Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\nexec taskset -c 0 " + jdk.java() + " \"$@\"\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new Jdk(jdk.version(), folder.resolve("jdk"));
  }

  @Test
  void shouldSayNothingWhereItAssumesMoreThanOne() throws Exception {
    try (ForkedJvm jvm = idle(8, "-XX:+AssumeMP")) {
      assertSaysNothing(jvm);
    }
  }

  @Test
  void shouldSayNothingOfALaterVersion() throws Exception {
    try (ForkedJvm jvm = idle(11)) {
      assertSaysNothing(jvm);
    }
  }

  private static void assertSaysNothing(ForkedJvm jvm) {
    AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
    view.await("ten polls", now -> (Long) now.get("Watcher", "Polls") > 10, LIMIT);
    assertThat(jvm.err().all()).noneMatch(line -> line.startsWith(SAID));
  }
}
