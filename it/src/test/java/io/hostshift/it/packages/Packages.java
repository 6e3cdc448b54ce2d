package io.hostshift.it.packages;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.ShippedJars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The packages that the build has made beside the jar. */
final class Packages {
  private Packages() {}

  private static Path target() {
    return ShippedJars.agent().getParent();
  }

  static Path deb() throws IOException {
    return only(".deb");
  }

  static Path rpm() throws IOException {
    return only(".rpm");
  }

  static Path tarball() throws IOException {
    return only(".tar.gz");
  }

  private static Path only(String ending) throws IOException {
    try (Stream<Path> files = Files.list(target().resolve("packages"))) {
      List<Path> found = files.filter(file -> file.toString().endsWith(ending)).toList();
      assertThat(found).hasSize(1);
      return found.get(0);
    }
  }

  /** The same package with another jar, as an earlier version. */
  static Path earlierDeb(Path folder, Path jar) throws Exception {
    Path tree = folder.resolve("earlier");
    run("dpkg-deb", "-R", deb().toString(), tree.toString());
    Files.copy(
        jar,
        tree.resolve("usr/share/java/hostshift.jar"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    Path control = tree.resolve("DEBIAN/control");
    Files.writeString(
        control, Files.readString(control).replaceFirst("(?m)^Version: .*", "Version: 0.9.0"));
    Path sums = tree.resolve("DEBIAN/md5sums");
    Files.delete(sums);
    Path deb = folder.resolve("earlier.deb");
    run("dpkg-deb", "--root-owner-group", "-b", tree.toString(), deb.toString());
    return deb;
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(said).isZero();
  }
}
