package io.hostshift.it.retune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hostshift.it.place.CpusetGroup;
import io.hostshift.it.place.Lxcfs;
import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.EachJdk;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Lapse;
import io.hostshift.it.run.Program;
import java.nio.file.Path;
import java.time.Duration;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * In containers of LXC, LXD and Incus the list of processors that are online is LXCFS's, and
 * numbered anew; their pins move while they run.
 */
@Tag("jdks")
@Tag("lxcfs")
class LxcfsIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int POLL_MILLIS = 100;
  private static final String SLEEPING =
      """
      public class Sleeping {
        public static void main(String[] args) throws Exception {
          Thread.sleep(Long.MAX_VALUE);
        }
      }
      """;

  @TempDir Path folder;

  @BeforeEach
  void needFuseAndGroups() {
    String missing = Lxcfs.missing();
    assumeTrue(missing == null, missing);
    assumeTrue(CpusetGroup.available(), "no control groups of version 1 for pins here");
    assumeTrue(Runtime.getRuntime().availableProcessors() >= 2, "one processor has no other");
  }

  private static CompositeData capacity(AgentView view) {
    return (CompositeData) view.get("Host", "Capacity");
  }

  @ParameterizedTest(name = "JDK {0}")
  @EachJdk(EachJdk.Part.QUICK)
  void shouldCountAndReportRightlyWhilePinsMove(int version) throws Exception {
    try (Lxcfs lxcfs = Lxcfs.mount(folder);
        CpusetGroup group = CpusetGroup.create("1");
        ForkedJvm jvm =
            ForkedJvm.on(Jdk.of(version))
                .startedBy(lxcfs.starter(group))
                .options("-XX:+UseG1GC")
                .agent("interval=" + POLL_MILLIS + "ms,minRetune=1s")
                .main(Program.compile(folder, "Sleeping", SLEEPING))
                .start()) {
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      for (int i = 0; i < 10; i++) {
        assertThat(capacity(view).get("affinityProcessors")).isEqualTo(1);
        assertThat(capacity(view).get("processors")).isEqualTo(1);
        group.pin(i % 2 == 0 ? "0" : "1");
        Lapse.ofMillis(3 * POLL_MILLIS, "three polls, each of which could take it for a resize");
      }
      assertThat(view.count()).as("nothing was resized").isZero();
      assertThat(view.settings("state").get("processors")).isEqualTo("APPLIED");

      group.pin("0-1");

      view.awaitEvent(1, LIMIT);
      assertThat(capacity(view).get("processors")).isEqualTo(2);
    }
  }
}
