package io.hostshift.it.move;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Lapse;
import io.hostshift.it.run.Program;
import io.hostshift.it.run.SafetyCases;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that never answers and a command that never ends hold up nobody. */
@SafetyCases(SafetyCases.Kind.FAULT)
class SlowSourcesIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int POLLS = 40;
  private static final long TEN_MILLIS = 10_000_000;
  private static final String PROGRAM =
      """
      public class Program {
        public static void main(String[] args) throws Exception {
          System.in.read();
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void shouldDelayNoOtherSourceByMoreThanTenMilliseconds() throws Exception {
    Path host = Files.writeString(folder.resolve("host"), "name=a\n");
    Program program = Program.compile(folder, "Program", PROGRAM);
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        ForkedJvm jvm =
            ForkedJvm.on(Jdk.running())
                .agent(
                    "interval=50ms,sources=file+capacity+gce+command,command=/bin/sleep 1000,file="
                        + host
                        + ",metadata=gce=http://127.0.0.1:"
                        + silent.getLocalPort())
                .main(program)
                .start()) {
      AgentView view = new AgentView(jvm.jmx()).awaitRegistered(LIMIT);
      view.await("both slow sources have failed", SlowSourcesIT::bothFailed, LIMIT);

      List<Long> polls = new ArrayList<>();
      while (polls.size() < POLLS) {
        polls.add((Long) view.get("Watcher", "LastPollNanos"));
        Lapse.ofMillis(50, "the rate at which polls are looked at");
      }
      polls.sort(null);
      // The machine may have taken the processor away in one of them; a source that waits would
      // show in each.
      assertThat(polls.get(POLLS * 9 / 10)).isLessThan(TEN_MILLIS);

      Files.writeString(host, "name=b\n");
      assertThat(view.awaitEvent(1, LIMIT).changes()).containsExactly("file.name");
      jvm.process().getOutputStream().close();
      assertThat(jvm.awaitExit(LIMIT)).isZero();
    }
  }

  private static boolean bothFailed(AgentView view) {
    int failed = 0;
    for (Object row : (Object[]) view.get("Host", "Sources")) {
      javax.management.openmbean.CompositeData source =
          (javax.management.openmbean.CompositeData) row;
      failed += source.get("state").equals("FAILED") ? 1 : 0;
    }
    return failed == 2;
  }
}
