package io.hostshift.it.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.qemu.GarbageHeap;
import io.hostshift.it.qemu.GuestMachine;
import io.hostshift.it.qemu.GuestShell;
import io.hostshift.it.qemu.GuestSpec;
import io.hostshift.it.qemu.Payload;
import io.hostshift.it.run.Eventually;
import io.hostshift.it.run.Machines;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What a container cannot show of the packages: Debian 13's systemd in a guest, which has the
 * devices, udev, and control groups of version 2.
 */
@Tag("qemu")
@Tag("roots")
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SystemdGuestIT {
  private static final Duration LIMIT = Duration.ofMinutes(6);

  /** Programs of Debian's are run outside of its root as well. */
  private static final String PREPARE =
      """
      root=/trixie-systemd
      mkdir -p /debian
      for name in unshare nsenter; do
        printf '#!/bin/sh\\nexec %s --library-path %s %s "$@"\\n' $root/usr/lib64/ld-linux-x86-64.so.2 \\
          $root/usr/lib/x86_64-linux-gnu $root/usr/bin/$name >/debian/$name
        chmod +x /debian/$name
      done
      mkdir -p $root/it $root/opt/hostshift
      cp -r /payload/hostshift.deb /payload/classes $root/it/
      ln -s /dev/null $root/etc/systemd/system/serial-getty@ttyS0.service
      cat >$root/etc/systemd/system/orders@.service <<'END'
      [Service]
      User=orders
      SuccessExitStatus=143
      MemoryMax=900M
      Environment="JDK_JAVA_OPTIONS=-javaagent:/usr/share/java/hostshift.jar"
      ExecStart=/usr/bin/java -XX:+UseG1GC -Xms32m -Xmx600m -cp /it/classes %s
      END
      """
          .formatted("%s", "%s", "%s", GarbageHeap.class.getName());

  /** Its heap is full of garbage then. */
  private static final String START =
      """
      systemctl start orders@$1
      n=0
      until journalctl -u orders@$1 | grep -q 'hostshift watches'; do
        n=$((n + 1))
        [ $n -lt 200 ] || { systemctl status orders@$1; journalctl -u orders@$1; exit 1; }
        sleep 1
      done
      install -o orders /dev/null /tmp/fill
      while [ -e /tmp/fill ]; do sleep 0.2; done
      """;

  private GuestMachine machine;
  private String init;

  @BeforeAll
  void boot() throws Exception {
    GuestSpec spec =
        GuestSpec.ofOneProcessor()
            .withProcessors(2, 2)
            .withMemoryMb(2048)
            .withoutNetwork()
            .withJdks()
            .withOptions(
                "-chardev",
                "null,id=vhostmd",
                "-device",
                "virtserialport,chardev=vhostmd,name=org.github.vhostmd.1");
    Payload payload =
        new Payload()
            .archive(Machines.folder().resolve("roots/trixie-systemd.cpio"))
            .file("hostshift.deb", Packages.deb())
            .text("boot", RunningDebian.script())
            .program(GarbageHeap.class);
    machine = GuestMachine.boot(spec, payload);
    machine.shell().run(PREPARE);
    machine.shell().start("PATH=/debian:$PATH sh /payload/boot /trixie-systemd debian machine");
    Eventually.holds(
        () -> "systemd is up: " + machine.lines().texts(),
        LIMIT,
        () ->
            machine
                    .shell()
                    .execute(
                        "pid=$(pidof systemd) && test -e /proc/$pid/root/run/systemd/private",
                        LIMIT)
                    .status()
                == 0);
    init = machine.shell().run("pidof systemd");
    debian("systemctl is-system-running --wait || systemctl --failed");
    debian("useradd --system --no-create-home orders\ndpkg -i /it/hostshift.deb");
  }

  @AfterAll
  void end() {
    if (machine != null) {
      machine.close();
    }
  }

  /** Runs a script there as root's shell would; what it says. It must succeed. */
  private String debian(String script) {
    GuestShell.Answer answer =
        machine
            .shell()
            .execute(
                "cat >/trixie-systemd/it/script <<'END_OF_IT'\n"
                    + script
                    + "\nEND_OF_IT\n/debian/nsenter --target "
                    + init
                    + " --mount --pid --uts --ipc --cgroup /usr/bin/env -i PATH=/usr/sbin:/usr/bin"
                    + " HOME=/root /bin/sh -eu /it/script 2>&1 </dev/null",
                LIMIT);
    assertThat(answer.status()).as(script + "\n" + answer.output()).isZero();
    return answer.output();
  }

  @Test
  void shouldPublishWhatOnlyRootMayReadAndOpenVmclockByTheRules() {
    String asNobody = "setpriv --reuid=65534 --regid=65534 --clear-groups ";
    assertThat(debian("stat -c %a /dev/vmclock0")).isEqualTo("600");
    debian(
        """
        echo 'PUBLISH_OPTIONS=--key fwcfg.opt/org.test/host' >/etc/default/hostshift-publish
        systemctl enable --now hostshift-publish
        n=0
        until [ -s /run/hostshift/published.json ]; do
          n=$((n + 1))
          [ $n -lt 100 ] || { journalctl -u hostshift-publish; exit 1; }
          sleep 1
        done
        """);

    assertThat(debian(asNobody + "cat /run/hostshift/published.json"))
        .contains("host-A", "vmclock.disruption_marker", "hmac-sha256:");
    assertThat(debian("systemctl show -p ActiveState,NRestarts,ConditionResult hostshift-publish"))
        .contains("ActiveState=active", "NRestarts=0", "ConditionResult=yes");
    assertThat(debian("journalctl -q -u hostshift-publish -p warning")).isEmpty();

    debian(
        """
        groupadd --system hostshift
        ln -s /usr/share/hostshift/60-hostshift.rules /etc/udev/rules.d/60-hostshift.rules
        udevadm control --reload
        udevadm trigger
        udevadm settle
        """);
    assertThat(debian("stat -c %a /dev/vmclock0")).isEqualTo("444");
    assertThat(debian("stat -L -c '%a %U:%G' /dev/virtio-ports/org.github.vhostmd.1"))
        .isEqualTo("660 root:hostshift");

    debian("systemctl stop hostshift-publish");
    assertThat(debian("systemctl is-failed hostshift-publish || true")).isEqualTo("inactive");
  }

  @Test
  void shouldBeEndedByTheKernelWhereASmallerLimitComesFirst() {
    debian("set kept\n" + START);

    debian("systemctl set-property orders@kept.service MemoryMax=300M");

    assertThat(
            Eventually.answers(
                "it is ended",
                LIMIT,
                () -> debian("systemctl show -p Result,ActiveState orders@kept"),
                said -> said.contains("ActiveState=failed")))
        .contains("Result=oom-kill");
  }

  @Test
  void shouldGoOnWhereItHasGivenBackBefore() {
    debian("set released\n" + START);

    String said =
        debian(
            "hostshift release GarbageHeap --to 250m && "
                + "systemctl set-property orders@released.service MemoryMax=300M");

    assertThat(said).contains("collected").contains("resident");
    Eventually.holds(
        "the new limit is said",
        LIMIT,
        () -> debian("journalctl -u orders@released").contains("the limit is now 300 MiB"));
    assertThat(
            debian(
                "cat /sys/fs/cgroup/system.slice/system-orders.slice/orders@released.service/memory.max"))
        .isEqualTo(Long.toString(300L << 20));
    assertThat(debian("systemctl show -p ActiveState,NRestarts orders@released"))
        .contains("ActiveState=active", "NRestarts=0");
    debian("systemctl set-property orders@released.service MemoryMax=900M CPUQuota=100%");
    Eventually.holds(
        "the quota is followed",
        LIMIT,
        () -> debian("hostshift migrations GarbageHeap").contains("RESIZED"));
    debian("systemctl stop orders@released");
    assertThat(debian("systemctl is-failed orders@released || true")).isEqualTo("inactive");
  }
}
