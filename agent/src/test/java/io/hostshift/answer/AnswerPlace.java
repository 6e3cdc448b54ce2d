package io.hostshift.answer;

import io.hostshift.base.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/** A file for an answer, as the command line makes one, and what was answered into it. */
final class AnswerPlace {
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

  private final Path file;

  private AnswerPlace(Path file) {
    this.file = file;
  }

  static AnswerPlace below(Path temp) throws IOException {
    Path folder = Files.createTempDirectory(temp, "request");
    Files.setPosixFilePermissions(folder, FOLDER);
    Path file = Files.createFile(folder.resolve("answer"));
    Files.setPosixFilePermissions(file, FILE);
    return new AnswerPlace(file);
  }

  /** The request that asks for an answer into it. */
  Request request(String command, String argument) {
    return Request.of("@" + command + " " + file + " " + argument);
  }

  AnswerFile open() throws IOException {
    return AnswerFile.open(file.toFile());
  }

  Path file() {
    return file;
  }

  List<String> lines() throws IOException {
    return Files.readAllLines(file);
  }

  /** All of it, once it has ended. */
  List<String> whole() throws IOException {
    Eventually.holds(
        "an answer that ends in " + file,
        () -> {
          String text = Files.readString(file);
          return text.endsWith("end\n") || text.startsWith("error ") && text.endsWith("\n");
        });
    return lines();
  }
}
