package io.hostshift.tune;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.Errands;
import io.hostshift.base.Eventually;
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
    assertThat(killSwitch).hasToString(file.toString());
    Files.delete(file);
    assertThat(killSwitch.on()).isFalse();
  }

  @Test
  void shouldBeOffWhereThereIsNone() {
    assertThat(new KillSwitch(null, errands).on()).isFalse();
    assertThat(new KillSwitch(null, errands).hangs()).isFalse();
  }

  @Test
  void shouldSayThatItIsNeverSeenInAFolderThatIsClosed() throws Exception {
    Path folder = Files.createDirectories(temp.resolve("open").resolve("closed"));
    File closed =
        new File(folder.toFile(), "off") {
          @Override
          public File getAbsoluteFile() {
            // Root may look into any folder.
            return new File(super.getAbsoluteFile().getParentFile(), "off") {
              @Override
              public File getParentFile() {
                return new File(super.getParent()) {
                  @Override
                  public boolean canExecute() {
                    return false;
                  }
                };
              }
            };
          }
        };

    assertThat(new KillSwitch(closed, errands).fault())
        .isEqualTo(
            "the kill switch " + closed + " is never seen: this user may not look into " + folder);
    assertThat(new KillSwitch(temp.resolve("none/off").toFile(), errands).fault()).isNull();
    assertThat(new KillSwitch(null, errands).fault()).isNull();
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

    Eventually.holds(
        "it hangs",
        () -> {
          killSwitch.on();
          return killSwitch.hangs();
        });

    assertThat(killSwitch.on()).isTrue();
    answers.countDown();
    Eventually.holds("it is off", () -> !killSwitch.on());
    assertThat(killSwitch.hangs()).isFalse();
  }
}
