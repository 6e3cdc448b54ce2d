package io.hostshift.it.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.ShippedJars;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The first command of the README. */
class DemoIT {
  private static final Duration LIMIT = Duration.ofSeconds(40);

  @Test
  void shouldShowThatAllWasNoticedAndEndByItself() {
    long begin = System.nanoTime();
    try (ForkedJvm demo = ForkedJvm.on(Jdk.running()).jar(ShippedJars.testapp(), "demo").start()) {
      assertThat(demo.awaitExit(LIMIT)).as(demo.toString()).isZero();
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(31));
      List<String> said = demo.out().all();
      assertThat(said).anyMatch(line -> line.startsWith("4 of 4 changes noticed"));
      assertThat(said).noneMatch(line -> line.contains("\u001b"));
      assertThat(said).allMatch(line -> line.length() <= 80);
      assertThat(demo.err().all()).isEmpty();
    }
  }
}
