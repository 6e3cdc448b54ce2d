package io.hostshift.attach;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;

/**
 * The jar where a JVM can read it: this file itself, or a copy in the JVM's own /tmp where it is in
 * a container, or may not look into the folder that the file is in.
 */
public final class AgentJar {
  private static final int OTHERS_MAY_READ = 04;
  private static final int OTHERS_MAY_ENTER = 01;

  private final File own;
  private final LinuxProcess process;

  /**
   * @param own this jar's file
   */
  public AgentJar(File own, JvmProcess jvm) {
    this.own = own.getAbsoluteFile();
    this.process = jvm.process();
  }

  /**
   * Its path as the JVM sees files; makes the copy where one is needed.
   *
   * @throws UnreachableException if it can neither be read there nor copied
   */
  public String place() throws UnreachableException {
    try {
      if (sameInside() && (process.user() == 0 || process.user() == selfUser() || readable())) {
        return own.getPath();
      }
      return copy();
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

  private int selfUser() throws UnreachableException {
    return LinuxProcess.of(new File("/proc"), Self.pid()).user();
  }

  private boolean sameInside() throws IOException {
    Path inside = new File(process.root().getPath() + own.getPath()).toPath();
    return Files.isRegularFile(inside)
        && (Files.isSameFile(inside, own.toPath()) || same(inside, own.toPath()));
  }

  private static boolean same(Path one, Path other) throws IOException {
    return Files.size(one) == Files.size(other)
        && Arrays.equals(Files.readAllBytes(one), Files.readAllBytes(other));
  }

  /** By everybody. Whether just that user may is more than we can tell. */
  private boolean readable() throws IOException {
    boolean may = (mode(own.toPath()) & OTHERS_MAY_READ) != 0;
    for (Path folder = own.toPath().toRealPath().getParent(); folder != null && may; ) {
      may = (mode(folder) & OTHERS_MAY_ENTER) != 0;
      folder = folder.getParent();
    }
    return may;
  }

  private static int mode(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:mode");
  }

  /**
   * Always at the same place: a JVM goes on looking for what it has loaded from there. Replaced by
   * a rename, as one that is overwritten in place could not be read any more.
   */
  private String copy() throws IOException {
    Path tmp = process.root().toPath().resolve("tmp");
    Path folder = tmp.resolve(folderName());
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectory(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Owner.give(folder, process);
    }
    check(folder);
    Path jar = folder.resolve("hostshift.jar");
    if (!Files.isRegularFile(jar, LinkOption.NOFOLLOW_LINKS) || !same(jar, own.toPath())) {
      Path part = Files.createTempFile(folder, "hostshift", ".part");
      Files.copy(own.toPath(), part, StandardCopyOption.REPLACE_EXISTING);
      Owner.give(part, process);
      Files.move(part, jar, StandardCopyOption.ATOMIC_MOVE);
    }
    return "/tmp/" + folderName() + "/hostshift.jar";
  }

  private String folderName() {
    return ".hostshift-" + process.innerPid();
  }

  /** Another user could have made the folder before, and put a jar of his into it. */
  private void check(Path folder) throws IOException {
    Map<String, Object> found =
        Files.readAttributes(folder, "unix:uid,mode,isDirectory", LinkOption.NOFOLLOW_LINKS);
    boolean own = (Integer) found.get("uid") == process.user();
    if (!own || !(Boolean) found.get("isDirectory") || ((Integer) found.get("mode") & 077) != 0) {
      throw new IOException(folder + " is somebody else's");
    }
  }

  /** Takes the copy away, if there is one. */
  public void remove() throws IOException {
    Path folder = process.root().toPath().resolve("tmp").resolve(folderName());
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      check(folder);
      Files.deleteIfExists(folder.resolve("hostshift.jar"));
      Files.deleteIfExists(folder);
    }
  }
}
