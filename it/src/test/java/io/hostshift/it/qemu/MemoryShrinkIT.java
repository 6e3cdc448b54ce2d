package io.hostshift.it.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.ShippedJars;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A memory limit of version 2 of control groups, which this guest has, that is set below what a JVM
 * holds: the kernel takes it, and ends the JVM, unless that has given back before.
 */
@Tag("qemu")
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MemoryShrinkIT {
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final String GROUPS = "/sys/fs/cgroup/";
  private static final String LARGE = "900M";
  private static final String SMALL = "300M";
  private static final long SMALL_BYTES = 300L << 20;

  private GuestMachine machine;

  @BeforeAll
  void boot() {
    GuestSpec spec =
        GuestSpec.ofOneProcessor().withProcessors(2, 2).withMemoryMb(1536).withoutNetwork();
    Payload payload =
        new Payload().file("hostshift.jar", ShippedJars.agent()).program(GarbageHeap.class);
    machine = GuestMachine.boot(spec, payload);
    machine.shell().run("echo +memory > " + GROUPS + "cgroup.subtree_control");
  }

  @AfterAll
  void end() {
    if (machine != null) {
      machine.close();
    }
  }

  @Test
  void shouldBeEndedByTheKernelWhereNothingIsGivenBack() {
    String pid = start("kept");
    assertThat(number("kept", "memory.current")).isGreaterThan(SMALL_BYTES);

    limit("kept", SMALL);

    assertThat(killed("kept")).isPositive();
    assertThat(isAlive(pid)).isFalse();
  }

  @Test
  void shouldGoOnWhereItHasGivenBackBefore() {
    String group = "released";
    String pid = start(group);
    assertThat(number(group, "memory.current")).isGreaterThan(SMALL_BYTES);

    GuestShell.Answer released =
        machine
            .shell()
            .execute("java -jar /payload/hostshift.jar release " + pid + " --to 250m 2>&1", LIMIT);
    assertThat(released.output()).contains("collected").contains("resident");
    assertThat(released.status()).as(released.output()).isZero();
    limit(group, SMALL);

    machine.lines().await(line -> line.contains("the limit is now 300 MiB"), LIMIT);
    assertThat(killed(group)).isZero();
    assertThat(isAlive(pid)).isTrue();
    assertThat(number(group, "memory.current")).isLessThan(SMALL_BYTES);
    assertThat(number(group, "memory.max")).isEqualTo(SMALL_BYTES);
    machine.shell().run("kill -9 " + pid);
  }

  /** A JVM in a group of this name, whose heap is full of garbage; its number. */
  private String start(String group) {
    machine.shell().run("mkdir " + GROUPS + group);
    limit(group, LARGE);
    int before = machine.lines().all().size();
    String java =
        "java -XX:+UseG1GC -Xms32m -Xmx600m -javaagent:/payload/hostshift.jar"
            + " -cp /payload/classes "
            + GarbageHeap.class.getName();
    machine
        .shell()
        .start("sh -c 'echo $$ > " + GROUPS + group + "/cgroup.procs && exec " + java + "'");
    machine.lines().awaitFrom(before, line -> line.contains("garbage: up"), LIMIT);
    machine.lines().awaitFrom(before, line -> line.contains("hostshift watches"), LIMIT);
    machine.shell().run("touch /tmp/fill; while [ -e /tmp/fill ]; do sleep 0.2; done");
    return machine.shell().run("cat " + GROUPS + group + "/cgroup.procs").strip();
  }

  private void limit(String group, String value) {
    machine.shell().run("echo " + value + " > " + GROUPS + group + "/memory.max");
  }

  private long number(String group, String file) {
    return Long.parseLong(machine.shell().run("cat " + GROUPS + group + "/" + file).strip());
  }

  /** How many processes of the group the kernel has ended for their memory. */
  private long killed(String group) {
    String events = machine.shell().run("cat " + GROUPS + group + "/memory.events");
    return events
        .lines()
        .filter(line -> line.startsWith("oom_kill "))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
        .sum();
  }

  private boolean isAlive(String pid) {
    return machine.shell().execute("kill -0 " + pid, LIMIT).status() == 0;
  }
}
