package io.hostshift.base;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What has failed with a file, in words: the message of java.nio is often its path alone. */
public final class FileFault {
  private FileFault() {}

  public static String words(IOException e) {
    String message = e.getMessage();
    if (message == null || message.isEmpty()) {
      return e.getClass().getSimpleName();
    }
    if (!(e instanceof FileSystemException) || ((FileSystemException) e).getReason() != null) {
      return message;
    }
    if (e instanceof NoSuchFileException) {
      return message + " is not there";
    }
    if (e instanceof AccessDeniedException) {
      return message + " may not be used by this user";
    }
    return message + ": " + e.getClass().getSimpleName();
  }
}
