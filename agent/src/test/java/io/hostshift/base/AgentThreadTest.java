package io.hostshift.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class AgentThreadTest {
  private static final RuntimeException FAILURE = new IllegalStateException("by the test");

  private final AtomicInteger told = new AtomicInteger();
  private Thread.UncaughtExceptionHandler before;

  @BeforeEach
  void listen() {
    before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler((ended, e) -> told.incrementAndGet());
  }

  @AfterEach
  void putBack() {
    Thread.setDefaultUncaughtExceptionHandler(before);
  }

  private static void fail() {
    throw FAILURE;
  }

  private static void run(Thread thread) throws InterruptedException {
    thread.start();
    thread.join();
  }

  @Test
  void shouldNeitherKeepTheJvmNorALoaderOfTheApplication() {
    Thread thread = AgentThread.of("test-own", AgentThreadTest::fail);

    assertThat(thread.getName()).isEqualTo("test-own");
    assertThat(thread.isDaemon()).isTrue();
    assertThat(thread.getContextClassLoader()).isNull();
    assertThat(thread.isAlive()).isFalse();
  }

  @Test
  void shouldTellNoHandlerOfTheApplicationOfItsFailure() throws Exception {
    run(AgentThread.of("test-own", AgentThreadTest::fail));

    assertThat(told).hasValue(0);
  }

  @Test
  void shouldTellWhoeverAskedOfItsFailureAndNobodyElse() throws Exception {
    AtomicReference<Throwable> failed = new AtomicReference<>();
    run(AgentThread.of("test-own", AgentThreadTest::fail, failed::set));

    assertThat(failed).hasValue(FAILURE);
    assertThat(told).hasValue(0);
  }

  /** What says the failure may fail as well, such as a log without memory. */
  @Test
  void shouldTellNoHandlerWhereTheFailureCannotBeSaid() throws Exception {
    run(AgentThread.of("test-own", AgentThreadTest::fail, failure -> fail()));

    assertThat(told).hasValue(0);
  }
}
