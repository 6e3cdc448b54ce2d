package io.hostshift.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.place.HangingFiles;
import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Hostshift;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Lapse;
import io.hostshift.it.run.OperatedHost;
import io.hostshift.it.run.SafetyCases;
import io.hostshift.it.run.ShippedJars;
import io.hostshift.it.run.WorkingJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * File systems that hang below what operators have the agent look at or write to, while the
 * application works: the agent goes on watching, and sees what it missed once they answer.
 */
@SafetyCases(SafetyCases.Kind.FAULT)
class HangingFilesIT {
  private static final String WATCHES = "hostshift watches this VM";

  @TempDir Path folder;

  /** Not below the other one, which the compiler goes through while it hangs. */
  @TempDir Path hanging;

  private OperatedHost host;
  private HangingFiles files;

  @BeforeEach
  void prepare() throws Exception {
    files = HangingFiles.mount(hanging);
    host = new OperatedHost(folder, 1, 2);
  }

  @AfterEach
  void unmount() throws Exception {
    if (files != null) {
      files.close();
    }
  }

  private WorkingJvm start(String arguments) {
    return start(ShippedJars.agent(), arguments);
  }

  private WorkingJvm start(Path jar, String arguments) {
    return WorkingJvm.start(
        ForkedJvm.on(Jdk.running())
            .options("-Xmx64m", "-javaagent:" + jar + "=interval=50ms," + arguments)
            .folder(folder),
        folder);
  }

  private static AgentView view(WorkingJvm working) {
    return new AgentView(working.jvm().jmx()).awaitRegistered(WorkingJvm.LIMIT);
  }

  private void assertNoticesAMove(AgentView view, int processors) {
    int before = (int) view.count();
    String name = host.moveTo(processors);
    assertThat(view.awaitEvent(before + 1, WorkingJvm.LIMIT).to()).containsEntry("file.host", name);
  }

  private static void awaitProcessors(AgentView view, int processors) {
    view.await(
        processors + " processors",
        now ->
            Integer.toString(processors)
                .equals(String.valueOf(now.settings("current").get("processors"))),
        WorkingJvm.LIMIT);
  }

  private static Hostshift status(WorkingJvm working) {
    return Hostshift.run(Jdk.running(), "status", Long.toString(working.jvm().pid()));
  }

  private static void awaitStatus(WorkingJvm working, String warning) {
    for (long end = System.nanoTime() + WorkingJvm.LIMIT.toNanos(); ; ) {
      Hostshift status = status(working);
      if (status.text().contains(warning)) {
        return;
      }
      assertThat(System.nanoTime()).as(status.toString()).isLessThan(end);
    }
  }

  @ParameterizedTest(name = "below its {0}")
  @ValueSource(strings = {"journal", "profile", "log", "jar", "killSwitch"})
  void shouldFindEachMoveWhileItsFilesHang(String what) throws Exception {
    Path jar = ShippedJars.agent();
    String arguments = host.arguments();
    if (what.equals("jar")) {
      Files.copy(jar, files.behind("own.jar"));
      jar = files.file("own.jar");
    } else {
      String value = (what.equals("log") ? "info+file:" : "") + files.file("it");
      arguments += "," + what + "=" + value;
    }
    try (WorkingJvm working = start(jar, arguments)) {
      AgentView view = view(working);
      assertNoticesAMove(view, 1);
      files.hang();
      for (int i = 0; i < 3; i++) {
        assertNoticesAMove(view, 2 - i % 2);
        Lapse.ofMillis(1000, "twenty polls, so that each of the files is looked at");
        working.assertWorks();
      }
      files.goOn();
      assertNoticesAMove(view, 1);
      assertThat(view.count()).isEqualTo(5);
      awaitProcessors(view, 1);
      working.end();
    }
    if (what.equals("journal")) {
      assertThat(files.behind("it")).content().hasLineCount(5);
    }
  }

  @Test
  void shouldChangeNothingWhileTheKillSwitchCannotBeLookedAt() throws Exception {
    try (WorkingJvm working = start(host.arguments() + ",killSwitch=" + files.file("off"))) {
      working.err().await(WATCHES, WorkingJvm.LIMIT);
      AgentView view = view(working);
      assertNoticesAMove(view, 1);
      awaitProcessors(view, 1);
      files.hang();
      awaitStatus(working, "the kill switch counts as on");
      assertThat(status(working).text())
          .contains("the kill switch " + files.file("off") + " has not answered for ");
      assertNoticesAMove(view, 2);
      Lapse.ofMillis(500, "in which nothing may be tuned");
      assertThat(view.settings("current")).containsEntry("processors", 1);
      files.goOn();
      awaitProcessors(view, 2);
      assertThat(status(working).code()).isZero();
      working.end();
    }
  }

  /** What another source shows is noticed meanwhile, and what the file says once it answers. */
  @Test
  void shouldFindMovesOfOtherSourcesWhileTheFileHangs() throws Exception {
    Path other = Files.writeString(folder.resolve("other"), "name=a\n");
    Files.writeString(files.behind("host"), "host=a\n");
    try (WorkingJvm working =
        start(
            "settle=0s,sources=file+command,file="
                + files.file("host")
                + ",command=/bin/cat "
                + other)) {
      working.err().await(WATCHES, WorkingJvm.LIMIT);
      AgentView view = view(working);
      view.await(
          "the command",
          now -> "READABLE".equals(now.sources("state").get("command")),
          WorkingJvm.LIMIT);
      files.hang();
      awaitStatus(working, "the source file fails: " + files.file("host") + ": a read of it");
      replace(other, "name=b\n");
      assertThat(view.awaitEvent(1, WorkingJvm.LIMIT).changes()).containsExactly("command.name");
      replace(files.behind("host"), "host=b\n");
      long polls = (Long) view.get("Watcher", "Polls");
      view.await("polls", now -> (Long) now.get("Watcher", "Polls") > polls + 20, WorkingJvm.LIMIT);
      assertThat(view.count()).isEqualTo(1);
      files.goOn();
      assertThat(view.awaitEvent(2, WorkingJvm.LIMIT).changes()).containsExactly("file.host");
      assertThat(status(working).text()).doesNotContain("the source file fails");
      working.end();
    }
  }

  @Test
  void shouldWatchWhereTheFileHangsFromTheStart() throws Exception {
    Files.writeString(files.behind("host"), "host=a\n");
    files.hang();
    try (WorkingJvm working = start("settle=0s,sources=file,file=" + files.file("host"))) {
      working.err().await(WATCHES, WorkingJvm.LIMIT);
      working.assertWorks();
      AgentView view = view(working);
      files.goOn();
      view.await(
          "the file", now -> "READABLE".equals(now.sources("state").get("file")), WorkingJvm.LIMIT);
      assertThat(view.events()).isEmpty();
      replace(files.behind("host"), "host=b\n");
      assertThat(view.awaitEvent(1, WorkingJvm.LIMIT).to()).containsEntry("file.host", "b");
      working.end();
    }
  }

  @Test
  void shouldFollowTheNumberOfARuleOnceItsFileAnswers() throws Exception {
    Files.writeString(files.behind("number"), "1\n");
    Path rules =
        Files.writeString(
            folder.resolve("stated.json"),
            "{\"rules\": [{\"processors\": \"file:" + files.file("number") + "\"}]}");
    String arguments = host.arguments().replaceFirst("rules=[^,]*", "rules=" + rules);
    try (WorkingJvm working = start(arguments)) {
      working.err().await(WATCHES, WorkingJvm.LIMIT);
      AgentView view = view(working);
      awaitProcessors(view, 1);
      files.hang();
      for (int i = 0; i < 3; i++) {
        assertNoticesAMove(view, 1);
      }
      replace(files.behind("number"), "2\n");
      files.goOn();
      awaitProcessors(view, 2);
      working.end();
    }
  }

  @Test
  void shouldLeaveWhileItsFilesHangAndSayWhatStays() throws Exception {
    try (WorkingJvm working = start(host.arguments() + ",killSwitch=" + files.file("off"))) {
      working.err().await(WATCHES, WorkingJvm.LIMIT);
      files.hang();
      awaitStatus(working, "the kill switch counts as on");

      Hostshift detached =
          Hostshift.run(Jdk.running(), "detach", Long.toString(working.jvm().pid()));

      assertThat(detached.code()).as(detached.toString()).isZero();
      assertThat(detached.text()).contains("a thread that waits for the kill switch");
      working.end();
      files.goOn();
    }
  }

  private static void replace(Path file, String text) throws Exception {
    Path next = Files.writeString(file.resolveSibling("next"), text);
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
