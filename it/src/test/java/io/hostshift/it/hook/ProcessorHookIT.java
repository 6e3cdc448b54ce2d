package io.hostshift.it.hook;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.VirtualMachine;
import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.EachJdk;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.OperatedHost;
import io.hostshift.it.run.ShippedJars;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/** Whoever asks for the number of processors is told the host's, whichever way it asks. */
@Tag("jdks")
class ProcessorHookIT {
  private static final Duration LIMIT = Duration.ofSeconds(180);
  private static final String HOOK = "java/lang/HostshiftProcessors";

  @TempDir Path folder;

  @ParameterizedTest(name = "JDK {0}")
  @EachJdk(EachJdk.Part.QUICK)
  void shouldChangeWhatEveryRouteIsToldAndPutItBack(int version) throws Exception {
    changeAndPutBack(Jdk.of(version));
  }

  @Tag("long")
  @ParameterizedTest(name = "JDK {0}")
  @EachJdk(EachJdk.Part.OTHERS)
  void shouldChangeItOnEveryOtherJdk(int version) throws Exception {
    changeAndPutBack(Jdk.of(version));
  }

  @Test
  void shouldLoadAndChangeNothingWhereTheFlagIsWritten() throws Exception {
    OperatedHost host = new OperatedHost(folder, 3, 5);
    try (HookRoutes program =
        HookRoutes.start(Jdk.running(), folder, "interval=100ms," + host.arguments())) {
      program.jvm().err().await("hostshift watches this VM", LIMIT);
      HookRoutes.Answers before = program.ask(LIMIT);
      int there = before.routes().get("direct") == 3 ? 5 : 3;
      program.jvm().err().await("to " + host.moveTo(there), LIMIT);
      HookRoutes.Answers moved = program.ask(LIMIT);
      assertThat(moved.routes()).containsEntry("direct", there).containsEntry("bean", there);
      assertThat(moved.others()).containsEntry("byte-buddy", 0L);
      assertThat(program.listing(moved, "Routes")).isEqualTo(program.listing(before, "Routes"));
      assertThat(program.listing(moved, "ForkJoinPool"))
          .isEqualTo(program.listing(before, "ForkJoinPool"));
    }
  }

  private void changeAndPutBack(Jdk jdk) throws Exception {
    OperatedHost host = new OperatedHost(folder, 3, 5, 7);
    String arguments = "settings=processors:hook,interval=100ms," + host.arguments();
    try (HookRoutes program = HookRoutes.start(jdk, folder, arguments)) {
      ForkedJvm jvm = program.jvm();
      jvm.err().await("hostshift watches this VM", LIMIT);
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);

      HookRoutes.Answers before = program.ask(LIMIT);
      int system = before.routes().get("direct");
      int there = system == 3 ? 7 : 3;
      assertAll(before, system);
      assertThat(before.others()).containsEntry("byte-buddy", 0L);

      jvm.err().await("to " + host.moveTo(there), LIMIT);
      HookRoutes.Answers moved = program.ask(LIMIT);
      assertAll(moved, there);
      assertBeyond(moved, system);
      assertThat(moved.others().get("byte-buddy")).isPositive();
      assertThat(program.listing(moved, "Routes")).contains(HOOK);
      assertThat(program.listing(moved, "ForkJoinPool")).contains(HOOK);
      assertThat(program.listing(moved, "Later")).contains(HOOK);
      assertTold(view, system, there);

      jvm.err().await("to " + host.moveTo(5), LIMIT);
      assertAll(program.ask(LIMIT), 5);

      view.call("Tuning", "restore");
      HookRoutes.Answers restored = program.ask(LIMIT);
      assertAll(restored, system);
      assertAsBefore(program, restored, before);
      assertThat((String[]) view.get("Tuning", "Unreached")).containsExactly("Later.CONSTANT");

      view.call("Tuning", "retune");
      assertAll(program.ask(LIMIT), 5);

      detach(jvm);
      HookRoutes.Answers detached = program.ask(LIMIT);
      assertAll(detached, system);
      assertBeyond(detached, system);
      assertAsBefore(program, detached, before);
      assertThat(jvm.err().all()).allMatch(line -> line.startsWith("hostshift "));
    }
  }

  private static void assertAll(HookRoutes.Answers answers, int processors) {
    assertThat(answers.routes()).hasSizeGreaterThan(14);
    assertThat(answers.routes())
        .allSatisfy((route, told) -> assertThat(told).isEqualTo(processors));
  }

  /** As documented: should a hook reach them one day, the documentation is to be changed. */
  private static void assertBeyond(HookRoutes.Answers answers, int system) {
    assertThat(answers.others())
        .containsEntry("reference from before", (long) system)
        .containsEntry("running method", (long) system);
    assertThat(answers.others().getOrDefault("hidden", (long) system)).isEqualTo(system);
  }

  private static void assertAsBefore(
      HookRoutes program, HookRoutes.Answers now, HookRoutes.Answers before) throws Exception {
    assertThat(program.listing(now, "Routes")).isEqualTo(program.listing(before, "Routes"));
    assertThat(program.listing(now, "ForkJoinPool"))
        .isEqualTo(program.listing(before, "ForkJoinPool"));
    assertThat(program.listing(now, "Later")).doesNotContain(HOOK);
  }

  private static void assertTold(AgentView view, int system, int there) {
    assertThat(view.settings("state")).containsEntry("processors", "APPLIED");
    assertThat(view.settings("atStart")).containsEntry("processors", system);
    assertThat(view.settings("current")).containsEntry("processors", there);
    assertThat((String) view.settings("lever").get("processors"))
        .matches("hook: [0-9]+ call sites in [0-9]+ classes");
    assertThat((String) view.settings("reason").get("processors"))
        .contains("constants may keep an earlier number")
        .doesNotContain("could not");
    assertThat((String[]) view.get("Tuning", "Unreached"))
        .contains("Routes.CONSTANT", "Routes: method references and handles made before")
        .anyMatch(field -> field.startsWith("java.util.concurrent.") && field.endsWith("NCPU"))
        .doesNotContain("Later.CONSTANT");
  }

  private static void detach(ForkedJvm jvm) throws Exception {
    VirtualMachine machine = VirtualMachine.attach(Long.toString(jvm.pid()));
    try {
      machine.loadAgent(ShippedJars.agent().toString(), "@detach");
    } catch (AgentLoadException e) {
      // How a newer JDK understands the 0 of success that 8 answers.
      assertThat(e).hasMessage("0");
    } finally {
      machine.detach();
    }
    jvm.err().await("detached; every setting is as it was at the start", LIMIT);
  }
}
