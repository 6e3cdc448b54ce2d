package io.hostshift.nativeaccess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserRightsTest {
  private static final int NOBODY = 65534;
  private static final List<String> NOBODYS =
      List.of(
          "Name:\tjava",
          "Uid:\t0\t0\t0\t65534",
          "Gid:\t0\t0\t0\t65534",
          "Groups:\t ",
          "CapEff:\t000001fff7ffffe0");

  @TempDir Path folder;

  @Test
  void shouldTakeAUsersRightsForWhatTheyAre() {
    assertThat(UserRights.missing(NOBODYS, NOBODY, NOBODY)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "1, Uid:\t0\t0\t0\t0, another user's",
    "2, Gid:\t0\t0\t0\t0, another group's",
    "3, Groups:\t0 6, it has groups",
    "4, CapEff:\t000001ffffffffff, root's still",
    "4, CapEff:\t0000000000000002, root's still",
    "4, Name:\tx, root's still",
  })
  void shouldSayWhatAThreadHasTooMany(int line, String instead, String reason) {
    List<String> status = new java.util.ArrayList<>(NOBODYS);
    status.set(line, instead);

    assertThat(UserRights.missing(status, NOBODY, NOBODY)).contains(reason);
  }

  private static void asNobody(Callable<Object> work) throws Throwable {
    FutureTask<Object> task =
        new FutureTask<>(
            () -> {
              UserRights.take(new Jna(null), NOBODY, NOBODY);
              return work.call();
            });
    Thread thread = new Thread(task);
    thread.start();
    try {
      task.get();
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }

  @Test
  void shouldHaveOneThreadWorkAsThatUserAndNoOther() throws Throwable {
    assumeTrue((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0, "not root");
    Path open = Files.createDirectory(folder.resolve("open"));
    Files.setAttribute(folder, "unix:mode", 0755);
    Files.setAttribute(open, "unix:mode", 01777);
    Path secret = Files.writeString(folder.resolve("secret"), "root's");
    Files.setAttribute(secret, "unix:mode", 0640);
    Path ofGroup = Files.writeString(folder.resolve("group"), "root's group's");
    Files.setAttribute(ofGroup, "unix:mode", 0060);

    asNobody(() -> Files.writeString(open.resolve("made"), "by nobody"));

    assertThat(Files.getAttribute(open.resolve("made"), "unix:uid")).isEqualTo(NOBODY);
    assertThat(Files.getAttribute(open.resolve("made"), "unix:gid")).isEqualTo(NOBODY);
    for (Callable<Object> beyond :
        List.<Callable<Object>>of(
            () -> Files.readString(secret),
            () -> Files.readString(ofGroup),
            () -> Files.writeString(folder.resolve("made"), ""))) {
      assertThatThrownBy(() -> asNobody(beyond)).isInstanceOf(AccessDeniedException.class);
    }
    assertThatThrownBy(() -> asNobody(() -> Files.setAttribute(secret, "unix:uid", NOBODY)))
        .isInstanceOf(IOException.class);
    assertThat(secret).hasContent("root's");
    assertThat(Files.getAttribute(secret, "unix:uid")).isEqualTo(0);
  }
}
