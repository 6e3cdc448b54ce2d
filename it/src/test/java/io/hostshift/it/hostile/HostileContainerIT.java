package io.hostshift.it.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.hostshift.it.place.JdkContainer;
import io.hostshift.it.place.OpenPlace;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Hostshift;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testcontainers.utility.MountableFile;

/** As {@link HostileNeighbourIT}, with the Docker engine: a container against the host's root. */
@Tag("docker")
class HostileContainerIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String EVIL =
      """
      public class Evil {
        public static void agentmain(String arguments) {
          System.out.println("evil ran");
        }
      }
      """;

  @ParameterizedTest
  @CsvSource({"status, agent", "attach, plain", "detach, agent"})
  void shouldNotCarryWhatAContainerSaysToAJvmOfTheHost(String command, String answer)
      throws Exception {
    Jdk jdk = Jdk.running();
    try (OpenPlace place = new OpenPlace()) {
      // The container sees it at the same path, as one that reads its mounts knows where that is.
      Path jar =
          Program.compile(place.folder(), "Evil", EVIL)
              .pack(place.folder().resolve("evil.jar"), Map.of("Agent-Class", "Evil"));
      try (ForkedJvm victim =
          ForkedJvm.on(jdk).main(classes().toString(), HonestJvm.class.getName()).start()) {
        victim.out().await("up", LIMIT);
        String pid = Long.toString(victim.pid());
        // Whoever has been asked once listens from then on.
        assertThat(Hostshift.run(jdk, "status", pid).err()).first().asString().contains(pid);
        try (JdkContainer container =
            container(
                    HostileJvm.class,
                    jar.toString(),
                    "listen",
                    "answer " + answer,
                    "on properties socket /tmp/.java_pid" + pid)
                .withCopyFileToContainer(MountableFile.forHostPath(jar), jar.toString())) {
          container.start();
          container.out().await("up ", LIMIT);
          Hostshift run = Hostshift.run(jdk, place.jar(), command, pid(container));
          assertThat(run.code()).as("%s", run).isEqualTo(1);
          container.out().await("heard 1|properties", LIMIT);
          container.out().await("turned socket", LIMIT);
          assertThat(victim.out().all()).as("%s", run).hasSize(1);
          assertThat(victim.err().all()).as("%s", run).isEmpty();
        }
      }
      assertHonestContainerIsServed(jdk, place.jar());
    }
  }

  private static void assertHonestContainerIsServed(Jdk jdk, Path jar) {
    try (JdkContainer container = container(HonestJvm.class)) {
      container.start();
      container.out().await("up ", LIMIT);
      for (String command : new String[] {"attach", "status", "detach"}) {
        Hostshift run = Hostshift.run(jdk, jar, command, pid(container));
        assertThat(run.code()).as("%s", run).isIn(0, 3);
        assertThat(run.text()).as("%s", run).contains("JVM " + pid(container));
      }
    }
  }

  private static JdkContainer container(Class<?> main, String... arguments) {
    String[] words = new String[arguments.length + 3];
    words[0] = "-cp";
    words[1] = "/hostile";
    words[2] = main.getName();
    System.arraycopy(arguments, 0, words, 3, arguments.length);
    return new JdkContainer(17)
        .withCopyFileToContainer(
            MountableFile.forHostPath(classes().resolve("io/hostshift/it/hostile")),
            "/hostile/io/hostshift/it/hostile")
        .withCreateContainerCmdModifier(create -> create.withStdinOpen(true))
        .withJava(words);
  }

  /** As this machine numbers it, where the engine is of this machine. */
  private static String pid(JdkContainer container) {
    String pid = Long.toString(container.getCurrentContainerInfo().getState().getPidLong());
    assumeThat(Files.exists(Path.of("/proc", pid))).as("an engine of this machine").isTrue();
    return pid;
  }

  private static Path classes() {
    return Path.of(
        HostileContainerIT.class.getProtectionDomain().getCodeSource().getLocation().getPath());
  }
}
