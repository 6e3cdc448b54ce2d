package io.hostshift.it.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.Eventually;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.JvmCommand;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Which threads of usual servers are daemons, and which one setting changes it: what {@code
 * docs/daemons.md} lists, as JVMs with them show it.
 */
@Tag("jdks")
class DaemonThreadsIT {
  private static final Duration LIMIT = Duration.ofSeconds(90);
  private static final Path PAGE = Path.of("..", "docs", "daemons.md");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");

  /** The JVM's own, and of whoever looks at it. */
  private static final Pattern OTHERS =
      Pattern.compile(
          "Reference Handler|Finalizer|Signal Dispatcher|Common-Cleaner|Notification Thread|C[12] .*"
              + "|Service Thread|Monitor Deflation Thread|Attach Listener|RMI .*|JMX .*|DestroyJavaVM"
              + "|process reaper.*|Sweeper thread|Java2D Disposer|Keep-Alive-Timer|VirtualThread-.*");

  @TempDir Path folder;

  private final Map<Boolean, Set<String>> seen = new TreeMap<>();

  @ParameterizedTest
  @EnumSource
  void shouldBeAsThePageSays(DaemonCase one) throws Exception {
    String[] row = row(one);
    boolean others = row[1].endsWith("and others");
    look(one, false, names(row[1]), others, names(row[2]));
    if (!row[3].startsWith("none")) {
      look(one, true, names(row[4]), false, Set.of());
    }
  }

  /** Waits until its pools of threads that are no daemons are the expected ones, beside daemons. */
  private void look(
      DaemonCase one, boolean setting, Set<String> expected, boolean others, Set<String> daemons)
      throws Exception {
    Path own = Files.createDirectory(folder.resolve(setting ? "set" : "as-it-is"));
    JvmCommand command = ForkedJvm.on(Jdk.of(17)).folder(own);
    one.start(command, own, setting);
    try (ForkedJvm jvm = command.start()) {
      ThreadMXBean bean = ManagementFactory.getPlatformMXBean(jvm.jmx(), ThreadMXBean.class);
      Eventually.answers(
          "no daemons: "
              + expected
              + ", daemons: "
              + daemons
              + (setting ? ", with the setting" : ""),
          LIMIT,
          () -> {
            look(bean);
            return seen;
          },
          now ->
              now.get(true).containsAll(daemons)
                  && (others
                      ? now.get(false).containsAll(expected)
                      : now.get(false).equals(expected)));
    }
  }

  private void look(ThreadMXBean bean) {
    seen.put(true, new TreeSet<>());
    seen.put(false, new TreeSet<>());
    Arrays.stream(bean.dumpAllThreads(false, false))
        .filter(thread -> !OTHERS.matcher(thread.getThreadName()).matches())
        .forEach(thread -> seen.get(thread.isDaemon()).add(pool(thread)));
  }

  /** The name without numbers and ports, which differ from run to run. */
  private static String pool(ThreadInfo thread) {
    return thread
        .getThreadName()
        .replaceAll("@.*", "")
        .replaceAll("\\d+", "N")
        .replaceAll("(-N|\\[#?N\\])+$", "");
  }

  private static String[] row(DaemonCase one) throws IOException {
    String start = "| " + one.title() + (one.version().isEmpty() ? "" : " " + version(one)) + " |";
    String line =
        Files.readAllLines(PAGE).stream()
            .filter(text -> text.startsWith(start))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no row of " + start));
    return Arrays.stream(line.split("\\|")).skip(1).map(String::trim).toArray(String[]::new);
  }

  private static String version(DaemonCase one) throws IOException {
    Matcher version =
        Pattern.compile("<" + Pattern.quote(one.version()) + ">(.*?)<")
            .matcher(Files.readString(Path.of("..", "pom.xml")));
    assertThat(version.find()).isTrue();
    return version.group(1);
  }

  private static Set<String> names(String cell) {
    Set<String> names = new TreeSet<>();
    Matcher code = CODE.matcher(cell);
    while (code.find()) {
      names.add(code.group(1));
    }
    return names;
  }
}
