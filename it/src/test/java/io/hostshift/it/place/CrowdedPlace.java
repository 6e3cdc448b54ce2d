package io.hostshift.it.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.hostshift.it.run.Lines;
import java.time.Duration;
import java.util.List;

/**
 * Namespaces of processes and networks in which there are very many of both; all of them end with
 * it.
 */
public final class CrowdedPlace implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Not each kernel has devices that do nothing; a bridge without ports does as little. */
  private static final String SCRIPT =
      """
      mount -t sysfs sysfs /sys
      for type in dummy bridge none; do
        ip link add d0 type $type 2> /dev/null && break
      done
      [ $type != none ] || { echo "there are 0 and 0"; exit; }
      i=1
      while [ $i -lt $2 ]; do echo "link add d$i type $type"; i=$((i + 1)); done | ip -batch -
      i=0
      while [ $i -lt $1 ]; do sleep 3600 & i=$((i + 1)); done
      echo "there are $(ls /proc | grep -c '^[0-9]') and $(ls /sys/class/net | wc -l)"
      wait
      """;

  private final Process process;
  private final long pid;

  private CrowdedPlace(Process process, long pid) {
    this.process = process;
    this.pid = pid;
  }

  public static CrowdedPlace of(int processes, int devices) throws Exception {
    List<String> unshare =
        List.of("unshare", "--net", "--mount", "--pid", "--fork", "--mount-proc", "--kill-child");
    Process mayUnshare = new ProcessBuilder(unshare).command(with(unshare, "true")).start();
    assumeThat(mayUnshare.waitFor()).as("namespaces need root").isZero();
    Process process =
        new ProcessBuilder(
                with(
                    unshare,
                    "sh",
                    "-ec",
                    SCRIPT,
                    "sh",
                    Integer.toString(processes),
                    Integer.toString(devices)))
            .redirectErrorStream(true)
            .start();
    try {
      String[] there =
          Lines.of(process.getInputStream())
              .await("there are ", LIMIT)
              .replaceAll("[^0-9 ]", "")
              .trim()
              .split(" +");
      assumeThat(there[1]).as("this kernel has no such network devices").isNotEqualTo("0");
      assertThat(Integer.parseInt(there[0])).isGreaterThanOrEqualTo(processes);
      assertThat(Integer.parseInt(there[1])).isGreaterThanOrEqualTo(devices);
      return new CrowdedPlace(process, process.children().findFirst().orElseThrow().pid());
    } catch (Exception | AssertionError e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private static List<String> with(List<String> begin, String... end) {
    return java.util.stream.Stream.concat(begin.stream(), List.of(end).stream()).toList();
  }

  /** What leads a command there. */
  public List<String> words() {
    return List.of("nsenter", "--target", Long.toString(pid), "--net", "--mount", "--pid");
  }

  @Override
  public void close() throws Exception {
    process.destroyForcibly().waitFor();
  }
}
