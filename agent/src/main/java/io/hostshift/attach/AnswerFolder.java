package io.hostshift.attach;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/**
 * The file that an answer comes into, of mode 0600, in a folder of its own of mode 0700, both of
 * the JVM's user; locked by us for as long as we listen.
 */
final class AnswerFolder {
  private static final String NAME = "answer";
  private static final int MOST_TRIES = 100;

  private final String name;
  private final Folder folder;
  private final FileChannel channel;

  private AnswerFolder(String name, Folder folder, FileChannel channel) {
    this.name = name;
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * @throws IOException if it cannot be made, or is not that user's alone once it is
   */
  static AnswerFolder in(Folder tmp, LinuxProcess process) throws IOException {
    String name = newFolder(tmp, "hostshift-" + process.innerPid() + "-");
    Folder folder = null;
    FileChannel channel = null;
    try {
      folder = tmp.folder(name);
      if (!folder.isAloneOf(process.user())) {
        throw new IOException("/tmp/" + name + " is somebody else's");
      }
      Set<OpenOption> options = new HashSet<>();
      options.addAll(
          EnumSet.of(
              StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE));
      options.add(LinkOption.NOFOLLOW_LINKS);
      channel = FileChannel.open(folder.file(NAME), options, Folder.mode("rw-------"));
      if (channel.tryLock() == null) {
        throw new IOException("/tmp/" + name + "/" + NAME + " is locked by somebody else");
      }
      return new AnswerFolder(name, folder, channel);
    } catch (IOException | RuntimeException e) {
      if (channel != null) {
        channel.close();
        Files.deleteIfExists(folder.file(NAME));
      }
      if (folder != null) {
        folder.close();
      }
      Files.deleteIfExists(tmp.file(name));
      throw e;
    }
  }

  /** The file, as the JVM sees it. */
  String file() {
    return "/tmp/" + name + "/" + NAME;
  }

  /** What is new in it, as much as fits; at most 0 if nothing is. */
  int read(ByteBuffer bytes) throws IOException {
    return channel.read(bytes);
  }

  /** Its name need not be a secret, as it is ours alone; random numbers cost 30 ms at the start. */
  private static String newFolder(Folder tmp, String prefix) throws IOException {
    for (int i = 0; ; i++) {
      String name = prefix + Long.toString(System.nanoTime(), Character.MAX_RADIX);
      try {
        Files.createDirectory(tmp.file(name), Folder.mode("rwx------"));
        return name;
      } catch (FileAlreadyExistsException e) {
        if (i == MOST_TRIES) {
          throw e;
        }
      }
    }
  }

  /** Takes both away; does nothing the second time. */
  synchronized void delete(LinuxProcess process) {
    if (!channel.isOpen()) {
      return;
    }
    try {
      ProcessTmp.visit(
          process,
          tmp -> {
            Files.deleteIfExists(folder.file(NAME));
            return Files.deleteIfExists(tmp.file(name));
          });
    } catch (IOException e) {
      // Somebody else has taken it away, or the container is gone with all it had.
    }
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing of it is needed any more.
    }
    folder.close();
  }
}
