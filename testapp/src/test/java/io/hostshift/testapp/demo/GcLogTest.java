package io.hostshift.testapp.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The number of workers in a collector's log. */
final class GcLogTest {
  @Test
  void shouldTakeTheLatestYoungCollection() {
    String log =
        "[0.9s][info][gc,task] GC(0) Using 8 workers of 8 for evacuation\n"
            + "[1.1s][info][gc,task] GC(1) Using 2 workers of 2 for marking\n"
            + "[1.2s][info][gc,task] GC(2) Using 4 workers of 8 for evacuation\n"
            + "[1.3s][info][gc,task] GC(3) Using 8 workers of 8 for full compaction\n";

    assertThat(GcLog.workers(log)).isEqualTo(4);
  }

  @Test
  void shouldReadTheLogOfJava8() {
    String log =
        "[GC pause (G1 Evacuation Pause) (young), 0.01 secs]\n"
            + "   [Parallel Time: 9.0 ms, GC Workers: 5]";

    assertThat(GcLog.workers(log)).isEqualTo(5);
  }

  @Test
  void shouldKnowNothingFromAnotherLogOrNone() throws Exception {
    assertThat(GcLog.workers("[0.9s][info][gc] Using Serial")).isZero();
    assertThat(new GcLog(Path.of("no-such-file")).workers()).isZero();
  }
}
