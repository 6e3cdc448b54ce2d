package io.hostshift.it.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.Eventually;
import io.hostshift.it.run.OtherVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The publisher's service and the rules for udev, under the systemd of Debian 12 and 13. */
class SystemdIT extends SystemdRoot {
  private static final String UNIT = "hostshift-publish";
  private static final String INSTALL = "dpkg -i /it/hostshift.deb\n";

  /** A guest whose host is named by a key of fw_cfg, as files: a container has no such device. */
  private static final String GUEST =
      """
      host=/it/guest/sys/firmware/qemu_fw_cfg/by_name/opt/org.example/host
      mkdir -p $host
      printf host-a >$host/raw
      echo 'PUBLISH_OPTIONS=--key fwcfg.opt/org.example/host root=/it/guest interval=1s' \\
        >/etc/default/hostshift-publish
      """;

  /** The unit asks for a virtual machine, and finds a container. */
  private static final String ANYWHERE =
      """
      mkdir -p /run/systemd/system/hostshift-publish.service.d
      printf '[Unit]\\nConditionVirtualization=\\n' \\
        >/run/systemd/system/hostshift-publish.service.d/anywhere.conf
      systemctl daemon-reload
      """;

  private static final String ENABLE = "systemctl enable --now hostshift-publish\n";
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String TOLD = "grep -q '\"value\":\"%s\"' /run/hostshift/published.json";

  private void boot(String suite) throws Exception {
    copy(suite);
    root.bring(Packages.deb(), "hostshift.deb");
    boot();
  }

  @OnEachSuite
  void shouldBeOffUntilItIsEnabledInAVirtualMachine(String suite) throws Exception {
    boot(suite);

    debian.run(INSTALL);
    assertState("disabled", "inactive");
    assertThat(debian.run("systemd-analyze verify --man=no hostshift-publish.service")).isEmpty();
    debian.run("systemctl preset hostshift-publish");
    assertState("disabled", "inactive");

    debian.run(ENABLE);

    assertState("enabled", "inactive");
    assertThat(debian.show(UNIT)).containsEntry("ConditionResult", "no");
  }

  @OnEachSuite
  void shouldPublishWhatItsOptionsNameUntilItIsStopped(String suite) throws Exception {
    boot(suite);
    debian.run(INSTALL + GUEST + ANYWHERE + ENABLE);

    debian.await(TOLD.formatted("host-a"));
    assertState("enabled", "active");
    Path file = debian.inside("run/hostshift/published.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r--r--");
    assertClosed();
    assertThat(debian.run("setpriv --reuid=65534 --regid=65534 --clear-groups hostshift probe"))
        .contains("fwcfg.opt/org.example/host");
    debian.run(
        "printf host-b >/it/guest/sys/firmware/qemu_fw_cfg/by_name/opt/org.example/host/raw");
    debian.await(TOLD.formatted("host-b"));
    String first = debian.show(UNIT).get("MainPID");
    debian.run("systemctl restart hostshift-publish");
    debian.await(TOLD.formatted("host-b"));
    assertState("enabled", "active");
    assertThat(debian.show(UNIT).get("MainPID")).isNotEqualTo(first);

    debian.run("systemctl stop hostshift-publish");

    assertState("enabled", "inactive");
    assertThat(debian.show(UNIT)).containsEntry("Result", "success");
    assertThat(debian.run("systemctl --failed --plain --no-legend")).isEmpty();
    assertThat(processes()).isEmpty();
    assertThat(file).as("a container may have mounted its folder").exists();
    assertThat(warnings()).isEmpty();
  }

  @OnEachSuite
  void shouldNotBeStartedAgainAndAgainWithOptionsThatAreWrong(String suite) throws Exception {
    boot(suite);
    debian.run(
        INSTALL
            + ANYWHERE
            + "echo PUBLISH_OPTIONS=--no-such-option >/etc/default/hostshift-publish\n"
            + ENABLE);

    debian.await("systemctl is-failed hostshift-publish");

    assertThat(debian.show(UNIT))
        .containsEntry("ExecMainStatus", "2")
        .containsEntry("NRestarts", "0");
    assertThat(debian.run("journalctl -u hostshift-publish")).contains("--no-such-option");
  }

  @OnEachSuite
  void shouldBeginARunningPublisherAnewWithANewVersion(String suite) throws Exception {
    boot(suite);
    Path jar = OtherVersion.write(folder.resolve("earlier.jar"), "0.9.0");
    root.bring(Packages.earlierDeb(folder, jar), "earlier.deb");
    debian.run("dpkg -i /it/earlier.deb");
    debian.run(INSTALL);
    assertState("disabled", "inactive");
    debian.run("dpkg -r hostshift\ndpkg -i /it/earlier.deb\n" + GUEST + ANYWHERE + ENABLE);
    debian.await(TOLD.formatted("host-a"));
    String first = debian.show(UNIT).get("MainPID");

    debian.run(INSTALL);

    debian.await(TOLD.formatted("host-a"));
    assertState("enabled", "active");
    assertThat(debian.show(UNIT).get("MainPID")).isNotEqualTo(first).isNotEqualTo("0");
    // What the one before has told is there still, while the new one's command looks for a Java.
    assertThat(Eventually.answers("it runs", LIMIT, this::processes, all -> !all.isEmpty()))
        .hasSize(1);
  }

  @OnEachSuite
  void shouldBePurgedWithoutATraceWhileItRuns(String suite) throws Exception {
    boot(suite);
    debian.run("groupadd --system hostshift");
    TreeMap<String, String> before = root.files();
    debian.run(INSTALL + GUEST + ANYWHERE + ENABLE);
    debian.await(TOLD.formatted("host-a"));
    // As systemctl edit writes it, and as set-property does.
    debian.run(
        """
        mkdir /etc/systemd/system/hostshift-publish.service.d
        printf '[Service]\\nNice=6\\n' >/etc/systemd/system/hostshift-publish.service.d/override.conf
        systemctl daemon-reload
        systemctl set-property hostshift-publish CPUQuota=50%
        ln -s /usr/share/hostshift/60-hostshift.rules /etc/udev/rules.d/60-hostshift.rules
        """);
    assertThat(debian.show(UNIT))
        .containsEntry("Nice", "6")
        .containsEntry("CPUQuotaPerSecUSec", "500ms");

    debian.run(
        "systemctl mask hostshift-publish\ndpkg -P hostshift\nrm -r /run/systemd/system/hostshift-*\n");

    assertThat(root.changes(before)).isEmpty();
    assertThat(processes()).isEmpty();
    assertThat(
            debian.run("systemctl daemon-reload\nsystemctl list-units --all --plain 'hostshift*'"))
        .contains("0 loaded units listed");
    assertThat(debian.run("systemctl list-unit-files 'hostshift*' || true"))
        .contains("0 unit files listed");
    assertThat(debian.run("find /run /tmp /var/tmp /var/lib -xdev -name '*hostshift*'")).isEmpty();
  }

  @OnEachSuite
  void shouldHaveRulesThatUdevTakes(String suite) throws Exception {
    boot(suite);
    debian.run(
        INSTALL
            + "groupadd --system hostshift\n"
            + "ln -s /usr/share/hostshift/60-hostshift.rules /etc/udev/rules.d/60-hostshift.rules\n");

    String said =
        suite.equals("bookworm")
            ? debian.run("udevadm test /devices/virtual/mem/null")
            : debian.run("udevadm verify /etc/udev/rules.d/60-hostshift.rules");

    if (suite.equals("bookworm")) {
      assertThat(said).contains("Reading rules file: /etc/udev/rules.d/60-hostshift.rules");
      assertThat(said).doesNotContain("60-hostshift.rules:");
    } else {
      assertThat(said).contains("1 udev rules files have been checked").contains("Success: 1");
    }
  }

  private void assertState(String file, String active) throws Exception {
    assertThat(debian.show(UNIT))
        .containsEntry("LoadState", "loaded")
        .containsEntry("UnitFileState", file)
        .containsEntry("ActiveState", active);
  }

  /** What the kernel says of the process that the unit's options have closed in. */
  private void assertClosed() throws Exception {
    Map<String, String> unit = debian.show(UNIT);
    String status = debian.run("cat /proc/" + unit.get("MainPID") + "/status");
    assertThat(status.lines())
        .contains("NoNewPrivs:\t1", "Seccomp:\t2", "CapEff:\t0000000000000000");
    assertThat(unit).containsEntry("NRestarts", "0").containsEntry("MemoryMax", "100663296");
  }

  /** Those that run the publisher: of each process what it was called with, a line each. */
  private List<String> processes() throws Exception {
    return debian
        .run("for line in /proc/[0-9]*/cmdline; do tr '\\0' ' ' <$line; echo; done 2>/dev/null")
        .lines()
        .filter(line -> line.contains("hostshift.jar publish"))
        .toList();
  }

  private List<String> warnings() throws Exception {
    return debian.run("journalctl -q -u hostshift-publish -p warning").lines().toList();
  }
}
