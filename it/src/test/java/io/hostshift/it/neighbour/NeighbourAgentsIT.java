package io.hostshift.it.neighbour;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.Eventually;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.FreePort;
import io.hostshift.it.run.Hostshift;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.JvmCommand;
import io.hostshift.it.run.MovableVm;
import io.hostshift.it.run.SafetyCases;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The agents that people have in the same JVM, as they are, before and after ours on the command
 * line: each does its work, ours notices a move and goes again, and the application sees nothing.
 */
@SafetyCases(SafetyCases.Kind.NEIGHBOUR)
@Tag("jdks")
@Tag("long")
class NeighbourAgentsIT {
  private static final Duration LIMIT = Duration.ofSeconds(240);

  @TempDir Path folder;

  static Stream<Arguments> neighbours() {
    return Stream.of(8, 17, 25)
        .flatMap(
            version ->
                sets(version).stream()
                    .flatMap(
                        set ->
                            Stream.of(false, true)
                                .map(oursFirst -> Arguments.of(version, set, oursFirst))));
  }

  /** Each alone, and all together. */
  private static List<List<Neighbour>> sets(int version) {
    List<Neighbour> all = new ArrayList<>(List.of(Neighbour.values()));
    all.removeIf(neighbour -> !neighbour.runsOn(version));
    List<List<Neighbour>> sets = new ArrayList<>();
    all.forEach(neighbour -> sets.add(List.of(neighbour)));
    sets.add(all);
    return sets;
  }

  @ParameterizedTest(name = "JDK {0}, {1}, ours first: {2}")
  @MethodSource("neighbours")
  void shouldWorkBesideThem(int version, List<Neighbour> neighbours, boolean oursFirst)
      throws Exception {
    MovableVm vm = new MovableVm(folder, "vm-1");
    JvmCommand command = ForkedJvm.on(Jdk.of(version)).options("-Xmx512m");
    if (oursFirst) {
      command.agent(ours(vm));
    }
    List<Integer> ports = new ArrayList<>();
    for (Neighbour neighbour : neighbours) {
      ports.add(FreePort.any());
      neighbour.addTo(command, ports.get(ports.size() - 1));
    }
    if (!oursFirst) {
      command.agent(ours(vm));
    }
    try (ForkedJvm jvm = command.main(vm.program(), vm.file().toString()).start()) {
      jvm.out().await("up", LIMIT);
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      for (int i = 0; i < neighbours.size(); i++) {
        awaitWorking(neighbours.get(i), jvm, ports.get(i));
      }
      vm.move("host-b");
      assertThat(view.awaitSettled(1, LIMIT).verdict()).isEqualTo("MIGRATED");

      Hostshift detach = Hostshift.run(Jdk.running(), "detach", Long.toString(jvm.pid()));
      assertThat(detach.code()).as(detach.toString()).isZero();
      for (int i = 0; i < neighbours.size(); i++) {
        if (neighbours.get(i) != Neighbour.JOLOKIA) { // Its sign is an MBean of ours.
          awaitWorking(neighbours.get(i), jvm, ports.get(i));
        }
      }
      jvm.process().getOutputStream().close();
      assertThat(jvm.awaitExit(LIMIT)).isZero();
      assertThat(jvm.err().all())
          .as(jvm.toString())
          .noneMatch(line -> line.startsWith("hostshift error") || line.contains("io.hostshift."));
      assertThat(jvm.out().all()).noneMatch(line -> line.contains("hostshift"));
    }
  }

  private static String ours(MovableVm vm) {
    return vm.arguments() + ",settings=processors:hook,pools=report";
  }

  private static void awaitWorking(Neighbour neighbour, ForkedJvm jvm, int port) throws Exception {
    Eventually.holds(
        () -> neighbour + " at work in " + jvm, LIMIT, () -> neighbour.works(jvm, port));
  }
}
