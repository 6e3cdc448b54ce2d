package io.hostshift.it.qemu;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hostshift.it.run.Eventually;
import io.hostshift.it.run.ShippedJars;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.StreamSupport;

/**
 * A JVM of the user nobody with the agent, in a guest, that does nothing else; known by the journal
 * and the log that it leaves in {@code /run/heard}. It needs no network, and so may have none.
 */
final class ListeningJvm {
  /** A command of the jar, which is over sooner so. */
  static final String COMMAND =
      "java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -jar /payload/hostshift.jar ";

  private static final Duration LIMIT = Duration.ofMinutes(8);
  private static final String FOLDER = "/run/heard/";

  /**
   * As a container's engine does: all namespaces but that of users, a /sys of its own that is read
   * only, no firmware, no interrupts in /proc, and no device but the harmless ones.
   */
  private static final String CONTAINED =
      """
      mount -t proc proc /proc
      mount -t sysfs -o ro sysfs /sys
      mount --bind /dev/null /proc/interrupts
      mount -t tmpfs -o ro tmpfs /sys/firmware
      mkdir -p /run/devices
      mount -t tmpfs tmpfs /run/devices
      for device in null:3 zero:5 full:7 random:8 urandom:9; do
        mknod -m 666 /run/devices/${device%:*} c 1 ${device#*:}
      done
      mount --bind /run/devices /dev
      """;

  private final String name;
  private final String options;

  /**
   * @param name of its files
   * @param options of its agent, joined by commas; may be empty
   */
  ListeningJvm(String name, String options) {
    this.name = name;
    this.options = options;
  }

  /** What such a JVM needs in its guest. */
  static Payload payload() {
    return new Payload().file("hostshift.jar", ShippedJars.agent()).program(Idle.class);
  }

  /** In the guest itself; what it says comes out of {@link GuestMachine#lines()} as well. */
  void start(GuestMachine machine) {
    prepare(machine);
    machine
        .shell()
        .start("{ su -s /bin/sh nobody -c '" + command() + "' 2>&1 | tee " + log() + "; }");
    awaitStart(machine);
  }

  /** In namespaces of its own. */
  void startContained(GuestMachine machine) {
    prepare(machine);
    String script = FOLDER + name + ".sh";
    machine
        .shell()
        .run(
            "cat > "
                + script
                + " <<'END'\n"
                + CONTAINED
                + "exec su -s /bin/sh nobody -c '"
                + command()
                + "'\nEND\n"
                + "unshare -m -n -p -u -i -f sh "
                + script
                + " > "
                + log()
                + " 2>&1 < /dev/null &");
    awaitStart(machine);
  }

  private static void prepare(GuestMachine machine) {
    machine.shell().run("mkdir -p " + FOLDER + "; chmod 1777 " + FOLDER);
  }

  private String command() {
    return "exec java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx32m"
        + " -javaagent:/payload/hostshift.jar=journal="
        + FOLDER
        + name
        + ".json"
        + (options.isEmpty() ? "" : "," + options)
        + " -cp /payload/classes "
        + Idle.class.getName();
  }

  private String log() {
    return FOLDER + name + ".log";
  }

  private void awaitStart(GuestMachine machine) {
    await("the start line", () -> said(machine).contains("hostshift watches this VM"), machine);
  }

  /** Its number in the guest itself. */
  String pid(GuestMachine machine) {
    return pid(machine, FOLDER + name + ".json");
  }

  /** The number of the JVM whose command line has this in it. */
  static String pid(GuestMachine machine, String word) {
    return machine
        .shell()
        .run(
            "for pid in $(pidof java); do grep -q '"
                + word
                + "' /proc/$pid/cmdline && echo $pid; done; true")
        .strip();
  }

  /** All that it has said until now. */
  String said(GuestMachine machine) {
    return machine.shell().run("cat " + log() + " 2> /dev/null || true");
  }

  /** The events that have settled until now. */
  List<JsonNode> events(GuestMachine machine) {
    String lines = machine.shell().run("cat " + FOLDER + name + ".json 2> /dev/null || true");
    List<JsonNode> events = new ArrayList<>();
    for (String line : lines.lines().toList()) {
      try {
        events.add(new ObjectMapper().readTree(line));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("In the journal: " + line, e);
      }
    }
    return events;
  }

  /** Waits until so many have settled, and returns the last of them. */
  JsonNode awaitSettled(int count, GuestMachine machine) {
    await(count + " settled events", () -> events(machine).size() >= count, machine);
    return events(machine).get(count - 1);
  }

  /** The names of what an event is made of. */
  static List<String> changes(JsonNode event) {
    return StreamSupport.stream(event.path("changes").spliterator(), false)
        .map(change -> change.path("name").asText())
        .toList();
  }

  private void await(String what, BooleanSupplier met, GuestMachine machine) {
    Eventually.holds(() -> name + ": " + what + ":\n" + said(machine), LIMIT, met::getAsBoolean);
  }
}
