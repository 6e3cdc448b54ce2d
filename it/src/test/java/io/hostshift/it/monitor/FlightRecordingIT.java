package io.hostshift.it.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.EachJdk;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Lapse;
import io.hostshift.it.run.Lines;
import io.hostshift.it.run.MovableVm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.openjdk.jmc.common.item.IItem;
import org.openjdk.jmc.common.item.IItemCollection;
import org.openjdk.jmc.common.item.IItemIterable;
import org.openjdk.jmc.common.item.IMemberAccessor;
import org.openjdk.jmc.common.item.ItemFilters;
import org.openjdk.jmc.flightrecorder.JfrLoaderToolkit;

/** What is in a recording after a move, as the JDK's own tool and Mission Control read it. */
class FlightRecordingIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);

  @TempDir Path folder;

  private Path recording() {
    return folder.resolve("recording.jfr");
  }

  private ForkedJvm start(Jdk jdk, MovableVm vm, String... options) {
    ForkedJvm jvm =
        ForkedJvm.on(jdk)
            .options("-Xmx400m", "-XX:+UseSerialGC")
            .options(options)
            .agent(vm.arguments())
            .main(vm.program(), vm.file().toString())
            .start();
    jvm.err().await("hostshift watches this VM", LIMIT);
    return jvm;
  }

  private ForkedJvm record(Jdk jdk, MovableVm vm) {
    return start(jdk, vm, "-XX:StartFlightRecording=filename=" + recording() + ",dumponexit=true");
  }

  /** Ends it, which writes the recording. */
  private static void end(ForkedJvm jvm) throws Exception {
    jvm.process().getOutputStream().close();
    assertThat(jvm.awaitExit(LIMIT)).as(jvm.toString()).isZero();
    assertThat(jvm.err().all()).noneMatch(line -> line.startsWith("hostshift error"));
  }

  private List<String> print(Jdk jdk) throws Exception {
    Process print =
        new ProcessBuilder(
                jdk.tool("jfr").toString(),
                "print",
                "--events",
                "io.hostshift.*",
                recording().toString())
            .redirectErrorStream(true)
            .start();
    List<String> lines = Lines.of(print.getInputStream()).awaitEnd(LIMIT).all();
    assertThat(print.waitFor()).as(lines.toString()).isZero();
    return lines.stream().map(String::trim).toList();
  }

  /** The lines of the last event that has this one. */
  private static List<String> event(List<String> lines, String having) {
    int at = lines.lastIndexOf(having);
    assertThat(at).as(having + " in " + lines).isNotNegative();
    int begin = lines.subList(0, at).lastIndexOf("io.hostshift.Migration {");
    return lines.subList(begin, begin + lines.subList(begin, lines.size()).indexOf("}"));
  }

  private void move(Jdk jdk) throws Exception {
    MovableVm vm = new MovableVm(folder, "vm-1");
    try (ForkedJvm jvm = record(jdk, vm)) {
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      awaitMeasured(view);
      vm.move("host-b");
      view.awaitSettled(1, LIMIT);
      end(jvm);
    }
    List<String> lines = print(jdk);
    assertThat(event(lines, "phase = \"DETECTED\""))
        .contains("verdict = \"MIGRATED\"", "vmId = \"vm-1\"")
        .contains("fromHost = \"file.host=host-a\"", "toHost = \"file.host=host-b\"")
        .contains("changes = \"file.host host-a to host-b\"")
        .anyMatch(line -> line.startsWith("duration = "))
        .anyMatch(line -> line.startsWith("pauseCause = "))
        .noneMatch(line -> line.startsWith("stackTrace = ["));
    assertThat(lines).contains("phase = \"SETTLED\"", "io.hostshift.Setting {");
    assertThat(lines).contains("name = \"processors\"", "state = \"APPLIED\"");
    parse();
  }

  /** As Mission Control shows it. */
  private void parse() throws Exception {
    IItemCollection moves =
        JfrLoaderToolkit.loadEvents(recording().toFile())
            .apply(ItemFilters.type("io.hostshift.Migration"));
    List<String> verdicts = new ArrayList<>();
    for (IItemIterable items : moves) {
      assertThat(items.getType().getName()).isEqualTo("VM Migration");
      IMemberAccessor<Object, IItem> verdict = accessor(items, "verdict");
      IMemberAccessor<Object, IItem> stall = accessor(items, "stall");
      for (IItem item : items) {
        verdicts.add(verdict.getMember(item).toString());
        assertThat(stall.getMember(item).toString()).contains("ns");
      }
    }
    assertThat(verdicts).containsExactly("MIGRATED", "MIGRATED");
  }

  @SuppressWarnings("unchecked")
  private static IMemberAccessor<Object, IItem> accessor(IItemIterable items, String field) {
    return (IMemberAccessor<Object, IItem>)
        items.getType().getAccessorKeys().keySet().stream()
            .filter(key -> key.getIdentifier().equals(field))
            .map(key -> items.getType().getAccessor(key))
            .findAny()
            .orElseThrow();
  }

  @Tag("jdks")
  @ParameterizedTest
  @EachJdk(EachJdk.Part.QUICK)
  void shouldRecordAMoveOnEveryJdk(int version) throws Exception {
    move(Jdk.of(version));
  }

  @Tag("jdks")
  @Tag("long")
  @ParameterizedTest
  @EachJdk(EachJdk.Part.OTHERS)
  void shouldRecordAMoveOnEveryOtherJdk(int version) throws Exception {
    move(Jdk.of(version));
  }

  /** A guest whose clocks go on, as far as a process can tell: it is stopped for three seconds. */
  @Test
  void shouldCallAPauseABlackoutThatTheJvmDoesNotExplain() throws Exception {
    MovableVm vm = new MovableVm(folder, "vm-1");
    Jdk jdk = Jdk.running();
    try (ForkedJvm jvm = record(jdk, vm)) {
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      awaitMeasured(view);
      signal(jvm, "STOP");
      vm.move("host-b");
      Lapse.ofMillis(3_000, "the pause that is to be told");
      signal(jvm, "CONT");
      view.awaitSettled(1, LIMIT);
      end(jvm);
    }
    assertThat(event(print(jdk), "phase = \"SETTLED\""))
        .contains("pauseCause = \"BLACKOUT\"")
        .anyMatch(line -> line.matches("stall = (2[.,][5-9]|[3-9][.,])\\d* s"));
  }

  @Test
  void shouldCallAPauseACollectionThatACollectionExplains() throws Exception {
    MovableVm vm = new MovableVm(folder, "vm-1");
    Jdk jdk = Jdk.running();
    try (ForkedJvm jvm = record(jdk, vm)) {
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      MovableVm.tell(jvm.process(), 'f');
      jvm.out().await("filled", LIMIT);
      awaitMeasured(view);
      vm.prepare("host-b");
      MovableVm.tell(jvm.process(), 'g');
      jvm.out().await("collected", LIMIT);
      view.awaitSettled(1, LIMIT);
      end(jvm);
    }
    assertThat(event(print(jdk), "phase = \"SETTLED\""))
        .contains(
            "pauseCause = \"GC\"", "pauseReason = \"a collection had stopped the application\"")
        .noneMatch(line -> line.equals("stallInGc = 0 s"));
  }

  /** Two polls after the MBeans are there, the thread that is measured has begun. */
  private static void awaitMeasured(AgentView view) {
    long polls = (Long) view.get("Watcher", "Polls");
    view.await("ten polls", seen -> (Long) seen.get("Watcher", "Polls") > polls + 10, LIMIT);
  }

  private static void signal(ForkedJvm jvm, String name) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, "" + jvm.pid()).start().waitFor()).isZero();
  }

  @Test
  void shouldRecordAMoveInARecordingThatIsStartedLater() throws Exception {
    MovableVm vm = new MovableVm(folder, "vm-1");
    Jdk jdk = Jdk.running();
    try (ForkedJvm jvm = start(jdk, vm)) {
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      vm.move("host-b");
      view.awaitSettled(1, LIMIT);
      jcmd(jdk, jvm, "JFR.start");
      vm.move("host-c");
      view.awaitSettled(2, LIMIT);
      jcmd(jdk, jvm, "JFR.dump", "filename=" + recording());
    }
    assertThat(print(jdk).stream().filter(line -> line.startsWith("changes")).distinct())
        .containsExactly("changes = \"file.host host-b to host-c\"");
  }

  private static void jcmd(Jdk jdk, ForkedJvm jvm, String... command) throws Exception {
    List<String> all = new ArrayList<>(List.of(jdk.tool("jcmd").toString(), "" + jvm.pid()));
    all.addAll(List.of(command));
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    Lines lines = Lines.of(process.getInputStream()).awaitEnd(LIMIT);
    assertThat(process.waitFor()).as(lines.toString()).isZero();
  }

  @Test
  void shouldDoNothingInJfrThatNobodyHasStarted() throws Exception {
    MovableVm vm = new MovableVm(folder, "vm-1");
    try (ForkedJvm jvm = start(Jdk.running(), vm, "-Xlog:class+load:file=" + recording())) {
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      vm.move("host-b");
      view.awaitSettled(1, LIMIT);
      assertThat(threads(jvm)).noneMatch(name -> name.startsWith("hostshift-stal"));
      end(jvm);
    }
    List<String> loaded =
        java.nio.file.Files.readAllLines(recording()).stream()
            .filter(line -> line.matches(".* jdk\\.jfr\\..*"))
            .map(line -> line.replaceAll(".*(jdk\\.jfr\\.\\S+).*", "$1"))
            .toList();
    // FlightRecorder has the flag; the two others are what loading it loads. jcmd has classes too.
    assertThat(loaded)
        .filteredOn(name -> !name.startsWith("jdk.jfr.internal."))
        .containsOnly(
            "jdk.jfr.FlightRecorder", "jdk.jfr.Recording", "jdk.jfr.FlightRecorderListener");
    assertThat(loaded).noneMatch(name -> name.contains("Repository") || name.contains("Event"));
  }

  private static List<String> threads(ForkedJvm jvm) throws Exception {
    try (var tasks = java.nio.file.Files.list(Path.of("/proc/" + jvm.pid() + "/task"))) {
      List<String> names = new ArrayList<>();
      for (Path task : tasks.collect(Collectors.toList())) {
        names.add(java.nio.file.Files.readString(task.resolve("comm")).trim());
      }
      return names;
    }
  }

  @Test
  void shouldWorkWhereThereIsNoJfr() throws Exception {
    MovableVm vm = new MovableVm(folder, "vm-1");
    try (ForkedJvm jvm =
        start(
            Jdk.running(),
            vm,
            "--limit-modules=java.base,java.instrument,java.management,jdk.attach,"
                + "jdk.management.agent")) {
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      vm.move("host-b");
      assertThat(view.awaitSettled(1, LIMIT).verdict()).isEqualTo("MIGRATED");
      end(jvm);
    }
  }
}
