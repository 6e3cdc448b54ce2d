package io.hostshift.it.packages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hostshift.it.run.Program;
import io.hostshift.it.run.ShippedJars;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;

/**
 * The service of docs/services.md, in the very units that stand there, under the systemd of Debian
 * 12 and 13: a JVM of an ordinary user's, with the agent.
 */
@Tag("long")
class ServiceUnitIT extends SystemdRoot {
  /** Each begins with the place that it is for. */
  private static final Pattern UNITS =
      Pattern.compile(
          "^```systemd\\n# (/etc/systemd/system/orders\\S+)\\n(.*?)^```$",
          Pattern.MULTILINE | Pattern.DOTALL);

  /** Keeps 64 MiB, which it checks, and has thrown away 400 MiB more. */
  private static final String ORDERS =
      """
      import java.util.*;
      public class Orders {
        static final int SIZE = (1 << 17) - 16, KEPT = 8 * 64, THROWN = 8 * 400;
        public static void main(String[] arguments) throws Exception {
          List<byte[]> kept = new ArrayList<>();
          for (int i = 0; i < KEPT; i++) kept.add(filled(i));
          List<byte[]> thrown = new ArrayList<>();
          for (int i = 0; i < THROWN; i++) thrown.add(filled(i));
          thrown = null;
          System.out.println("orders: ready");
          for (int i = 0; ; i = (i + 1) % KEPT) {
            for (byte b : kept.get(i)) if (b != (byte) i) System.out.println("orders: broken");
            Thread.sleep(10);
          }
        }
        static byte[] filled(int i) {
          byte[] bytes = new byte[SIZE];
          Arrays.fill(bytes, (byte) i);
          return bytes;
        }
      }
      """;

  private static final String HOSTSHIFT = "java -jar /opt/hostshift/hostshift.jar ";

  /** With warnings too. */
  private static final String STATUS = HOSTSHIFT + "status orders || test $? = 3";

  private static final long MIB = 1L << 20;

  private void boot(String suite) throws Exception {
    copy(suite);
    root.bring(ShippedJars.agent(), "hostshift.jar");
    Program program =
        Program.compile(Files.createDirectory(folder.resolve("classes")), "Orders", ORDERS);
    root.bring(
        program.pack(folder.resolve("orders.jar"), Map.of("Main-Class", "Orders")), "orders.jar");
    boot();
    debian.run(
        """
        useradd --system --no-create-home orders
        install -D -m 644 /it/hostshift.jar /opt/hostshift/hostshift.jar
        install -D -m 644 /it/orders.jar /opt/orders/orders.jar
        """);
    for (MatchResult unit :
        UNITS.matcher(Files.readString(Path.of("../docs/services.md"))).results().toList()) {
      Path file = root.path(unit.group(1).substring(1));
      Files.createDirectories(file.getParent());
      Files.writeString(file, unit.group(2));
    }
  }

  /** Starts it, with further lines below [Service]. */
  private void start(String... lines) throws Exception {
    Files.writeString(
        root.path("etc/systemd/system/orders.service.d/test.conf"),
        "[Service]\nEnvironment=\"JAVA_TOOL_OPTIONS=-XX:+UseG1GC -Xms32m -Xmx900m\"\n"
            + "Environment=HOSTSHIFT_MINRETUNE=1s HOSTSHIFT_SETTLE=1s\n"
            + String.join("\n", lines)
            + "\n");
    debian.run("systemctl daemon-reload\nsystemctl enable --now orders\n");
    debian.await("journalctl -u orders | grep -q 'orders: ready'");
    debian.await(STATUS);
  }

  @OnEachSuite
  void shouldFollowTheQuotaOfTheUnitAndOfItsSlice(String suite) throws Exception {
    boot(suite);
    start("Slice=shop.slice");
    assertThat(debian.run("systemd-analyze verify --man=no orders.service")).isEmpty();
    debian.await("journalctl -u orders | grep 'hostshift ' | grep -q 'hostshift watches'");

    for (String unit : new String[] {"orders.service", "shop.slice"}) {
      debian.run("systemctl set-property " + unit + " CPUQuota=100%");
      awaitProcessors(1);
      debian.run("systemctl set-property " + unit + " CPUQuota=");
      awaitProcessors(Runtime.getRuntime().availableProcessors());
    }

    debian.await("grep -q '\"RESIZED\"' /var/log/orders/moves.json");
    assertUnbroken();
    debian.run("systemctl stop orders");
    assertThat(debian.show("orders")).containsEntry("Result", "success");
  }

  @OnEachSuite
  void shouldMakeASmallerLimitOfMemoryPossible(String suite) throws Exception {
    boot(suite);
    start("MemoryMax=1G");
    assertThat(limit()).isEqualTo(1024 * MIB);
    // The kernel refuses it, and systemctl does not say so.
    debian.run("systemctl set-property orders.service MemoryMax=400M");
    assertThat(limit()).isEqualTo(1024 * MIB);
    assertThat(debian.run("journalctl -q -b UNIT=orders.service")).contains("resource busy");

    String said =
        debian.run(
            HOSTSHIFT
                + "release orders --to 380m && "
                + "systemctl set-property orders.service MemoryMax=400M");

    assertThat(said).contains("collected").contains("resident");
    assertThat(limit()).isEqualTo(400 * MIB);
    debian.await(
        "journalctl -u orders | grep -q 'the limit is now 400 MiB: the JVM may be killed'");
    assertThat(debian.run(STATUS)).contains("the limit is now 400 MiB");
    debian.run("systemctl set-property orders.service MemoryMax=1G");
    debian.await(HOSTSHIFT + "status orders");
    assertUnbroken();
  }

  @OnEachSuite
  void shouldWriteIntoTheJournalItself(String suite) throws Exception {
    boot(suite);
    start(
        "MemoryMax=800M",
        "Environment=\"JDK_JAVA_OPTIONS=-javaagent:/opt/hostshift/hostshift.jar=log=info+journald\"");

    debian.await("journalctl -t hostshift | grep -q 'watches'");
    JsonNode first =
        new ObjectMapper().readTree(debian.run("journalctl -t hostshift -o json -n 1"));
    assertThat(first.path("PRIORITY").asText()).isEqualTo("6");
    assertThat(first.path("_SYSTEMD_UNIT").asText()).isEqualTo("orders.service");
    debian.await("journalctl -t hostshift -p warning | grep -q 'the heap may grow'");
    assertThat(debian.run("journalctl -u orders | grep -c 'hostshift ' || true")).isEqualTo("0\n");
  }

  /** Each row of the table of what a restriction costs, but for those that need a device. */
  @OnEachSuite
  void shouldLoseWhatTheTableOfRestrictionsSays(String suite) throws Exception {
    boot(suite);
    assertThat(probes()).isTrue();
    JsonNode free = probed();
    assertThat(free.path("capacity").path("memoryBytes").isNumber()).isTrue();

    assertThat(
            probes(
                "NoNewPrivileges=yes",
                "ProtectSystem=strict",
                "ProtectHome=yes",
                "ProtectKernelTunables=yes",
                "ProtectProc=invisible",
                "PrivateTmp=yes"))
        .isTrue();
    assertThat(probed()).isEqualTo(free);
    assertThat(probes("ProcSubset=pid")).isTrue();
    assertThat(probed().path("capacity").path("memoryBytes").isNull()).isTrue();
    assertThat(probes("MemoryDenyWriteExecute=yes")).isFalse();

    start("RestrictAddressFamilies=", "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX");
    assertThat(debian.run(STATUS))
        .contains("the source vmgenid fails: the kernel's events cannot be heard");
  }

  /** Runs a probe in a unit with these lines; whether it could. */
  private boolean probes(String... lines) throws Exception {
    Files.writeString(
        root.path("etc/systemd/system/probe.service"),
        "[Service]\nType=oneshot\nUser=orders\nStandardOutput=truncate:/it/probe\nExecStart=/usr/bin/"
            + HOSTSHIFT
            + "probe --json\n"
            + String.join("\n", lines)
            + "\n");
    return debian.succeeds("systemctl daemon-reload\nsystemctl start probe\n");
  }

  private JsonNode probed() throws Exception {
    return new ObjectMapper().readTree(root.path("it/probe").toFile());
  }

  private void awaitProcessors(int processors) throws Exception {
    debian.await(
        HOSTSHIFT + "status orders --json | grep -q '\"processors\" *: *" + processors + "'");
  }

  private long limit() throws Exception {
    String group = debian.show("orders").get("ControlGroup");
    return Long.parseLong(
        debian.run("cat /sys/fs/cgroup/memory" + group + "/memory.limit_in_bytes").strip());
  }

  /** It was never begun anew, and has all that it keeps. */
  private void assertUnbroken() throws Exception {
    assertThat(debian.show("orders"))
        .containsEntry("ActiveState", "active")
        .containsEntry("NRestarts", "0");
    assertThat(debian.run("journalctl -u orders")).doesNotContain("orders: broken");
  }
}
