package io.hostshift.attach;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;

/**
 * The jar where a JVM can read it: this file itself, or a copy in the JVM's own /tmp where it is in
 * a container, or may not look into the folder that the file is in. It is always our own jar: a JVM
 * that has the agent takes its class from what it has loaded, whatever jar it is given.
 */
public final class AgentJar {
  private static final int OTHERS_MAY_READ = 04;
  private static final int OTHERS_MAY_ENTER = 01;
  private static final String NAME = "hostshift.jar";

  /** Of folders for a copy: any user may have made one of this name before. */
  private static final int MOST_NAMES = 10;

  private final File own;
  private final LinuxProcess process;

  /**
   * @param own this jar's file
   */
  public AgentJar(File own, JvmProcess jvm) {
    this(own, jvm.process());
  }

  AgentJar(File own, LinuxProcess process) {
    this.own = own.getAbsoluteFile();
    this.process = process;
  }

  /**
   * Its path as the JVM sees files; makes the copy where one is needed, and anew where it is not as
   * we made it.
   *
   * @throws UnreachableException if it can neither be read there nor copied
   */
  public String place() throws UnreachableException {
    try {
      boolean readable =
          process.user() == 0 || process.user() == Users.self() || readable(own.toPath());
      // A JVM takes what is before the first of them for the jar, and the rest for its arguments.
      boolean sayable = own.getPath().indexOf('=') < 0;
      if (sayable && (readable && process.seesOurFiles() || isInside())) {
        return own.getPath();
      }
      byte[] bytes = Files.readAllBytes(own.toPath());
      return ProcessTmp.visit(process, tmp -> copy(tmp, bytes));
    } catch (UnreachableException e) {
      throw e;
    } catch (IOException e) {
      throw new UnreachableException(
          "cannot put its jar where JVM "
              + process.pid()
              + " could read it ("
              + e.getMessage()
              + "); copy hostshift.jar there yourself and run it with that path",
          e);
    }
  }

  /** By everybody. Whether just that user may is more than we can tell. */
  private static boolean readable(Path jar) throws IOException {
    boolean may = (mode(jar) & OTHERS_MAY_READ) != 0;
    for (Path folder = jar.toRealPath().getParent(); folder != null && may; ) {
      may = (mode(folder) & OTHERS_MAY_ENTER) != 0;
      folder = folder.getParent();
    }
    return may;
  }

  private static int mode(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:mode");
  }

  /** Whether the very same file is at the same path there, for the JVM's user to read. */
  private boolean isInside() throws IOException {
    Path path = own.toPath();
    if (!path.equals(path.toRealPath())) {
      return false;
    }
    Object key = Files.getAttribute(path, "unix:fileKey");
    try {
      return ProcessTmp.visitRoot(process, root -> key.equals(key(root, path)));
    } catch (UnreachableException e) {
      throw e;
    } catch (IOException e) {
      // It is not there, or not to be read.
      return false;
    }
  }

  private static Object key(Folder root, Path path) throws IOException {
    Folder folder = root;
    try {
      for (int i = 0; i < path.getNameCount() - 1; i++) {
        Folder next = folder.folder(path.getName(i).toString());
        if (folder != root) {
          folder.close();
        }
        folder = next;
      }
      return folder.key(path.getFileName().toString());
    } finally {
      if (folder != root) {
        folder.close();
      }
    }
  }

  /**
   * As far as can be always at the same place, as a JVM keeps a list of all jars that it was given.
   * Replaced by a rename, as one that is overwritten in place could not be read any more.
   */
  private String copy(Folder tmp, byte[] bytes) throws IOException {
    if (!tmp.keepsFilesApart()) {
      throw new IOException("in its /tmp every user could put another jar in the place of ours");
    }
    for (int i = 0; i < MOST_NAMES; i++) {
      String name = folderName(i);
      try {
        Files.createDirectory(tmp.file(name), Folder.mode("rwx------"));
      } catch (FileAlreadyExistsException e) {
        // Ours, or somebody else's.
      }
      try (Folder folder = opened(tmp, name)) {
        if (folder != null) {
          place(folder, bytes);
          return "/tmp/" + name + "/" + NAME;
        }
      }
    }
    throw new IOException("/tmp/" + folderName(0) + " and others are somebody else's");
  }

  private void place(Folder folder, byte[] bytes) throws IOException {
    if (Arrays.equals(bytes, current(folder, bytes.length))) {
      return;
    }
    String part = NAME + "." + Long.toString(System.nanoTime(), Character.MAX_RADIX) + ".part";
    try (FileChannel out =
        FileChannel.open(
            folder.file(part),
            new HashSet<>(Arrays.asList(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)),
            Folder.mode("rw-------"))) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        out.write(rest);
      }
    } catch (IOException | RuntimeException | Error e) {
      Files.deleteIfExists(folder.file(part));
      throw e;
    }
    Files.move(folder.file(part), folder.file(NAME), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Null if there is none that nobody but the JVM's user can have written. */
  private byte[] current(Folder folder, int length) {
    try {
      return folder.read(NAME, process.user(), length);
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * Null if it is not there, or somebody else's: any user could have made it, with a jar of his.
   */
  private Folder opened(Folder tmp, String name) throws IOException {
    Folder folder;
    try {
      folder = tmp.folder(name);
    } catch (IOException e) {
      return null;
    }
    if (folder.isAloneOf(process.user())) {
      return folder;
    }
    folder.close();
    return null;
  }

  private String folderName(int i) {
    return ".hostshift-" + process.innerPid() + (i == 0 ? "" : "-" + i);
  }

  /** Takes the copy away, if there is one. What its user has put beside it stays. */
  public void remove() throws IOException {
    ProcessTmp.visit(
        process,
        tmp -> {
          for (int i = 0; i < MOST_NAMES; i++) {
            remove(tmp, folderName(i));
          }
          return null;
        });
  }

  private void remove(Folder tmp, String name) throws IOException {
    try (Folder folder = opened(tmp, name)) {
      if (folder != null) {
        Files.deleteIfExists(folder.file(NAME));
        Files.deleteIfExists(tmp.file(name));
      }
    } catch (NoSuchFileException | DirectoryNotEmptyException e) {
      // It went meanwhile, or is in use by somebody else.
    }
  }
}
