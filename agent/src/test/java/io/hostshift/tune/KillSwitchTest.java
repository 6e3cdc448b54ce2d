package io.hostshift.tune;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.Errands;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillSwitchTest {
  @TempDir Path temp;

  private final Errands errands = new Errands(System::nanoTime);

  @Test
  void shouldBeOnWhileTheFileIsThere() throws Exception {
    Path file = temp.resolve("off");
    KillSwitch killSwitch = new KillSwitch(file.toFile(), errands);

    assertThat(killSwitch.on()).isFalse();
    Files.createFile(file);
    assertThat(killSwitch.on()).isTrue();
    Files.delete(file);
    assertThat(killSwitch.on()).isFalse();
  }

  @Test
  void shouldBeOffWhereThereIsNone() {
    assertThat(new KillSwitch(null, errands).on()).isFalse();
    assertThat(new KillSwitch(null, errands).hangs()).isFalse();
  }

  /** Nobody could have it put on. */
  @Test
  void shouldBeOnWhileThatCannotBeTold() throws Exception {
    CountDownLatch answers = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(2);
    File hanging =
        new File("off") {
          @Override
          public boolean exists() {
            asked.countDown();
            try {
              return asked.getCount() == 0 && !answers.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }
        };
    KillSwitch killSwitch = new KillSwitch(hanging, errands);
    assertThat(killSwitch.on()).isFalse();

    long begin = System.nanoTime();
    while (!killSwitch.hangs()) {
      killSwitch.on();
      assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(20));
    }

    assertThat(killSwitch.on()).isTrue();
    answers.countDown();
    while (killSwitch.on()) {
      assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(40));
    }
    assertThat(killSwitch.hangs()).isFalse();
  }
}
