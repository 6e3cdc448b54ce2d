package io.hostshift.source.file;

import io.hostshift.source.ReadState;
import io.hostshift.source.Remedy;
import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/** Why a file could not be read, as a state and in words that a person can act on. */
public final class Refusal {
  private final ReadState state;
  private final String reason;

  private Refusal(ReadState state, String reason) {
    this.state = state;
    this.reason = reason;
  }

  public static Refusal of(File file, IOException cause) {
    if (cause instanceof NoSuchFileException) {
      return new Refusal(ReadState.ABSENT, file + " is not there");
    }
    if (cause instanceof AccessDeniedException) {
      return new Refusal(
          ReadState.DENIED, file + " may not be read by this user" + permissions(file.toPath()));
    }
    String what = cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
    return new Refusal(
        ReadState.FAILED, what.startsWith(file.getPath()) ? what : file + ": " + what);
  }

  /** What lets this user read the file. */
  static Remedy remedy(File file) {
    return Remedy.of(
            "chmod a+r "
                + file
                + " (as root; for a service after each boot: ExecStartPre=+/bin/chmod)")
        .byRoot();
  }

  public ReadState state() {
    return state;
  }

  public String reason() {
    return reason;
  }

  private static String permissions(Path path) {
    try {
      PosixFileAttributes found = Files.readAttributes(path, PosixFileAttributes.class);
      return " (owner "
          + found.owner().getName()
          + ", mode "
          + PosixFilePermissions.toString(found.permissions())
          + ")";
    } catch (IOException | UnsupportedOperationException e) {
      // Refused before the file itself, and the error names no folder.
      return " (nor may its folder be searched)";
    }
  }
}
