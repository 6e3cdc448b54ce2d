package io.hostshift.source.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Shell scripts in a folder that stand for other people's programs. */
final class Script {
  private final Path folder;
  private int count;

  Script(Path folder) {
    this.folder = folder;
  }

  /** The path of a new one. */
  String of(String body) throws IOException {
    return named("script" + count++, body);
  }

  /** Replaces one of the same name. */
  String named(String name, String body) throws IOException {
    Path fresh = Files.writeString(folder.resolve(name + ".new"), "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path path = folder.resolve(name);
    Files.move(fresh, path, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    return path.toString();
  }
}
