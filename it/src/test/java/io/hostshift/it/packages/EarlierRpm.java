package io.hostshift.it.packages;

import io.hostshift.it.run.ShippedJars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.packager.rpm.RpmVersion;
import org.eclipse.packager.rpm.build.BuilderContext;
import org.eclipse.packager.rpm.build.RpmBuilder;

/** The package for Red Hat families as an earlier version would be: the same, with another jar. */
final class EarlierRpm {
  private static final String LUA = "<lua>";

  private EarlierRpm() {}

  static Path write(Path folder, Path jar) throws IOException {
    Path target = ShippedJars.agent().getParent();
    Path tree = target.resolve("tree");
    Path scripts = target.resolve("../src/packaging/rpm");
    Path rpm = folder.resolve("earlier.rpm");
    try (RpmBuilder builder =
        new RpmBuilder("hostshift", new RpmVersion("0.9.0", "1"), "noarch", rpm)) {
      BuilderContext content = builder.newContext();
      for (Path file : files(tree)) {
        String name = "/" + tree.relativize(file);
        boolean command = name.startsWith("/usr/bin/");
        content.addFile(name, file, is -> is.setMode((short) (command ? 0755 : 0644)));
      }
      content.addFile("/usr/share/java/hostshift.jar", jar, is -> is.setMode((short) 0644));
      builder.setPostInstallationScript(LUA, read(scripts, "after-installation.lua"));
      builder.setPreRemoveScript(LUA, read(scripts, "before-removal.lua"));
      builder.setPostRemoveScript(LUA, read(scripts, "after-removal.lua"));
      builder.build();
    }
    return rpm;
  }

  private static List<Path> files(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static String read(Path folder, String script) throws IOException {
    return Files.readString(folder.resolve(script));
  }
}
