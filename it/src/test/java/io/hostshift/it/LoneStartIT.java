package io.hostshift.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
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

  private JvmCommand on(int version, String... options) throws Exception {
    return ForkedJvm.on(Jdk.of(version))
        .environment("LD_PRELOAD", CProgram.library(folder, "lone").toString())
        .options(options);
  }

  private long lost(int version, String... options) throws Exception {
    try (ForkedJvm jvm =
        on(version, options).main(Program.compile(folder, "Losing", LOSING)).start()) {
      return Long.parseLong(jvm.out().await("lost ", LIMIT).substring("lost ".length()));
    }
  }

  @Test
  void shouldLoseUpdatesIndeed() throws Exception {
    long lost = 0;
    for (int i = 0; i < 5 && lost == 0; i++) {
      lost = lost(8);
    }
    assertThat(lost).as("of 120 million").isPositive();
    assertThat(lost(8, "-XX:+AssumeMP")).isZero();
  }

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
    return on(version, options)
        .agent("interval=200ms")
        .main(Program.compile(folder, "Idle", IDLE))
        .start();
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
