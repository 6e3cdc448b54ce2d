package io.hostshift.it.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.OtherVersion;
import io.hostshift.it.run.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The packages, in fresh roots: installed, used, taken out again, without a trace. */
@Tag("roots")
class PackagesIT {
  private static final String DPKG = "dpkg -i /it/hostshift.deb";
  private static final String RPM = "rpm -U /it/hostshift.rpm";

  /** A service of nobody's, and a publisher: both run on until their end is asked for. */
  private static final String PLAY =
      """
      java=$(echo /usr/lib/jvm/java-*-openjdk-*/bin/java | cut -d' ' -f1)
      mkdir -p /it/app
      echo host=host-a >/it/app/host
      service() {
        setpriv --reuid=65534 --regid=65534 --clear-groups \\
          "$java" -XX:-UsePerfData "$@" -cp /it App >/it/app/out 2>&1 &
        app=$!
        await grep -q ready /it/app/out
      }
      await() {
        n=0
        until "$@" >/it/last 2>&1; do
          n=$((n + 1))
          [ $n -lt 150 ] || { echo "in vain: $*"; cat /it/last /it/app/out; exit 1; }
          sleep 0.2
        done
      }
      noticed() { hostshift migrations "$1" | grep -q "MIGRATED.*host-a.*$2"; }
      move() { echo "host=$1" >/it/app/new && mv /it/app/new /it/app/host; }
      publisher() {
        hostshift publish interval=1s 2>/it/publisher &
        publisher=$!
        await test -s /run/hostshift/published.json
      }
      finish() { kill "$1" && wait "$1" || true; }
      """;

  private static final String USE =
      """
      hostshift --version
      hostshift probe
      service
      hostshift attach $app file=/it/app/host interval=100ms settle=1s
      await hostshift status $app
      move host-b
      await noticed $app host-b
      hostshift migrations $app
      hostshift detach $app
      publisher
      # As systemctl enable, systemctl edit and the documentation's way to open vmclock do.
      ln -s /usr/lib/systemd/system/hostshift-publish.service \\
        /etc/systemd/system/multi-user.target.wants/hostshift-publish.service
      ln -s /usr/share/hostshift/60-hostshift.rules /etc/udev/rules.d/60-hostshift.rules
      test -s /var/lib/hostshift/publish.secret
      finish $publisher
      finish $app
      """;

  private static final String UPGRADE =
      """
      service -javaagent:/usr/share/java/hostshift.jar=file=/it/app/host,interval=100ms,settle=1s
      await hostshift status $app
      publisher
      hostshift --version
      echo -- upgraded
      %s
      hostshift --version
      move host-b
      await noticed $app host-b
      hostshift upgrade $app
      await hostshift status $app
      hostshift status $app
      hostshift migrations $app
      kill -0 $publisher
      test -s /var/lib/hostshift/publish.secret
      test -s /run/hostshift/published.json
      echo -- end
      hostshift detach $app
      finish $publisher
      finish $app
      """;

  private static final String LEFT = "echo processes: /proc/[0-9]*\n";

  @TempDir private Path folder;
  private DebianRoot root;

  @ParameterizedTest
  @ValueSource(strings = {"bookworm", "trixie"})
  void shouldComeWorkAndGoWithoutATraceFromDebian(String suite) throws Exception {
    root(suite);
    TreeMap<String, String> before = root.files();

    String said =
        root.run(PLAY + DPKG + "\n" + USE + "dpkg -r hostshift\ndpkg -P hostshift\n" + LEFT);

    assertUsed(said);
    assertNothingLeft(before, said);
    assertThat(root.path("var/lib/dpkg/info")).isDirectoryNotContaining("glob:**hostshift*");
  }

  @Test
  void shouldComeWorkAndGoWithoutATraceByRpm() throws Exception {
    root("rpm");
    TreeMap<String, String> before = root.files();

    String said =
        root.run(
            PLAY
                + RPM
                + "\nrpm -V hostshift\n"
                + USE
                + "rpm -e hostshift\n! rpm -q hostshift\n"
                + LEFT);

    assertUsed(said);
    assertThat(said).contains("package hostshift is not installed");
    assertNothingLeft(before, said);
  }

  @Test
  void shouldKeepWhatWasConfiguredUntilItIsPurged() throws Exception {
    root("bookworm");

    root.run(
        DPKG
            + "\necho PUBLISH_OPTIONS=--once >/etc/default/hostshift-publish\n"
            + "dpkg -r hostshift\ngrep -q once /etc/default/hostshift-publish\n"
            + DPKG
            + " </dev/null\ngrep -q once /etc/default/hostshift-publish\ndpkg -P hostshift\n");

    assertThat(root.path("etc/default/hostshift-publish")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"bookworm, deb", "trixie, deb", "rpm, rpm"})
  void shouldBeUpgradedWhileAgentAndPublisherRun(String name, String kind) throws Exception {
    root(name);
    TreeMap<String, String> before = root.files();
    Path jar = OtherVersion.write(folder.resolve("earlier.jar"), "0.9.0");
    boolean deb = kind.equals("deb");
    root.bring(
        deb ? Packages.earlierDeb(folder, jar) : EarlierRpm.write(folder, jar), "earlier." + kind);

    String said =
        root.run(
            PLAY
                + (deb ? "dpkg -i" : "rpm -U")
                + " /it/earlier."
                + kind
                + "\n"
                + UPGRADE.formatted(deb ? DPKG : RPM)
                + (deb ? "dpkg -P hostshift\n" : "rpm -e hostshift\n")
                + LEFT);

    String[] parts = said.split("-- (upgraded|end)\n");
    assertThat(parts[0]).contains("hostshift 0.9.0\n");
    assertThat(parts[1]).containsPattern("hostshift \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\n");
    assertThat(parts[1]).doesNotContain("hostshift 0.9.0");
    assertThat(parts[1]).containsPattern("MIGRATED.*host-a.*host-b");
    assertNothingLeft(before, said);
  }

  @Test
  void shouldSayWhichJavaItNeedsWhereThereIsNone() throws Exception {
    root("bookworm");

    String said =
        root.run(
            DPKG
                + "\nmv /usr/lib/jvm /it/jvm\nhostshift list || echo code $?\n"
                + "JAVA_HOME=$(echo /it/jvm/java-17-*) hostshift --version\n"
                + "mkdir -p /opt && mv /it/jvm/java-17-openjdk-* /opt/java\nhostshift --version\n");

    assertThat(said).contains("hostshift needs Java 8 or newer").contains("code 1\n");
    assertThat(said.split("hostshift \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\n", -1)).hasSize(3);
  }

  @Test
  void shouldRunFromTheTarballWhereverItIsUnpacked() throws Exception {
    root("trixie");
    root.bring(Packages.tarball(), "hostshift.tar.gz");

    String said =
        root.run(
            "mkdir -p /opt/hs && tar -xzf /it/hostshift.tar.gz -C /opt/hs --strip-components=1\n"
                + "/opt/hs/bin/hostshift --version\n"
                + "tar -xzf /it/hostshift.tar.gz -C /usr/local --strip-components=1\n"
                + "PATH=/usr/local/bin:$PATH\nhostshift probe\n");

    assertThat(said).containsPattern("hostshift \\d+\\.\\d+\\.\\d+").contains("Would notice");
  }

  @AfterEach
  void remove() throws Exception {
    root.remove();
  }

  private void root(String name) throws Exception {
    root = DebianRoot.copy(name, folder);
    root.bring(Packages.deb(), "hostshift.deb");
    root.bring(Packages.rpm(), "hostshift.rpm");
    Path classes = Files.createDirectories(folder.resolve("classes"));
    Program.compile(
        classes,
        "App",
        "public class App { public static void main(String[] a) throws Exception {"
            + " System.out.println(\"ready\"); Thread.sleep(600000); } }");
    root.bring(classes.resolve("App.class"), "App.class");
  }

  private static void assertUsed(String said) {
    assertThat(said).contains("Would notice").containsPattern("MIGRATED.*host-a.*host-b");
  }

  private void assertNothingLeft(Map<String, String> before, String said) throws IOException {
    assertThat(root.changes(before)).as(said).isEmpty();
    assertThat(said.lines()).last().isEqualTo("processes: /proc/1");
  }
}
