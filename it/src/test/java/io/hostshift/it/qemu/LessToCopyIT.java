package io.hostshift.it.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.hostshift.it.run.Lapse;
import io.hostshift.it.run.ShippedJars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What {@code prepare=gc} saves of a live migration: a JVM with a heap full of garbage is moved
 * after it and without it, in turns. The agent is told by the hook for PowerVM's drmgr, which is
 * the one channel that can be played inside of a guest.
 */
@Tag("qemu")
@Tag("long")
class LessToCopyIT {
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final int PAIRS = Integer.getInteger("hostshift.it.pairs", 3);
  private static final int HEAP_MB = 768;
  private static final String HOOK =
      "java -jar /payload/hostshift.jar drmgr-hook > /tmp/hook; chmod 755 /tmp/hook";
  private static final String PHASE =
      "env -i DRC_TYPE=pmig DRC_COUNT=0 ACTION=migrate PHASE=%s /tmp/hook 2>&1";

  /** One migration. */
  private record Move(long bytes, Duration total) {}

  private GuestMachine machine;

  /** The memory is given back to the guest's kernel, and nobody tells QEMU. */
  @Test
  void shouldSaveNothingWhereTheHypervisorIsNotToldOfFreePages() {
    List<List<Move>> moves = measure("no balloon", "");

    assertThat(median(moves.get(1))).isGreaterThan(median(moves.get(0)) / 2);
  }

  @Test
  void shouldHaveLessThanHalfToCopyWithFreePageReporting() {
    List<List<Move>> moves = measure("free-page-reporting", "free-page-reporting=on");

    assertThat(median(moves.get(1))).isLessThan(median(moves.get(0)) / 2);
  }

  private static long median(List<Move> moves) {
    return moves.stream().map(Move::bytes).sorted().toList().get(moves.size() / 2);
  }

  /** Without, and with. */
  private List<List<Move>> measure(String name, String balloon) {
    List<List<Move>> moves = List.of(new ArrayList<>(), new ArrayList<>());
    try {
      boot(balloon);
      for (int pair = 0; pair < PAIRS; pair++) {
        moves.get(0).add(move(name, false));
        moves.get(1).add(move(name, true));
      }
    } finally {
      if (machine != null) {
        machine.close();
      }
    }
    tell(name + ", garbage ", moves.get(0));
    tell(name + ", prepared", moves.get(1));
    return moves;
  }

  private void boot(String balloon) {
    GuestSpec spec =
        GuestSpec.ofOneProcessor()
            .withProcessors(2, 2)
            .withMemoryMb(1536)
            .withoutNetwork()
            .withBalloon(balloon);
    Payload payload =
        new Payload().file("hostshift.jar", ShippedJars.agent()).program(GarbageHeap.class);
    machine = GuestMachine.boot(spec, payload);
    String java =
        "java -XX:+UseG1GC -Xmx"
            + HEAP_MB
            + "m -javaagent:/payload/hostshift.jar=notices=ack,prepare=gc -cp /payload/classes "
            + GarbageHeap.class.getName();
    machine.shell().start(java);
    machine.lines().await(line -> line.contains("garbage: up"), LIMIT);
    machine.lines().await(line -> line.contains("hostshift watches"), LIMIT);
    machine.shell().run(HOOK);
  }

  private Move move(String name, boolean prepared) {
    machine.shell().run("touch /tmp/fill; while [ -e /tmp/fill ]; do sleep 0.2; done");
    if (prepared) {
      hook("check");
      hook("pre");
      machine.lines().await(line -> line.contains("hostshift collected in "), LIMIT);
    }
    long resident = awaitRest();
    GuestSpec.Host here = machine.spec().host();
    char there = here.brand().contains("Host A") ? 'B' : 'A';
    Migration migration = machine.migrateTo(GuestSpec.Host.named(there));
    machine = migration.machine();
    Move move = new Move(migration.transferredBytes(), migration.total());
    System.out.printf(
        Locale.ROOT,
        "%s, %s: %d MB sent in %d ms; QEMU had %d MB%n",
        name,
        prepared ? "prepared" : "garbage",
        move.bytes >> 20,
        move.total.toMillis(),
        resident >> 10);
    if (prepared) {
      hook("post");
    }
    return move;
  }

  private void hook(String phase) {
    GuestShell.Answer answer =
        machine.shell().execute(String.format(Locale.ROOT, PHASE, phase), LIMIT);
    assertThat(answer).isEqualTo(new GuestShell.Answer(0, ""));
  }

  /** The guest reports free pages every two seconds: until that no longer changes anything. */
  private long awaitRest() {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    long before = Long.MAX_VALUE;
    long now = residentKb();
    while (before - now > 4096 && System.nanoTime() < end) {
      Lapse.ofMillis(5000, "two reports of the guest, between which it is compared");
      before = now;
      now = residentKb();
    }
    return now;
  }

  /** Of the QEMU process, in KiB. */
  private long residentKb() {
    JsonNode processor = machine.qmp().execute("query-cpus-fast").get(0);
    Path status = Path.of("/proc/" + processor.path("thread-id").asLong() + "/status");
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void tell(String what, List<Move> moves) {
    List<Move> sorted = moves.stream().sorted(Comparator.comparing(Move::bytes)).toList();
    List<Duration> times = moves.stream().map(Move::total).sorted().toList();
    System.out.printf(
        Locale.ROOT,
        "%s: median of %d: %d MB (%d to %d), %d ms (%d to %d)%n",
        what,
        moves.size(),
        sorted.get(moves.size() / 2).bytes >> 20,
        sorted.get(0).bytes >> 20,
        sorted.get(moves.size() - 1).bytes >> 20,
        times.get(moves.size() / 2).toMillis(),
        times.get(0).toMillis(),
        times.get(moves.size() - 1).toMillis());
  }
}
