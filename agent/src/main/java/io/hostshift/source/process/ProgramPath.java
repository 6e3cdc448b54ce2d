package io.hostshift.source.process;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The folders in which a program is looked for: the usual ones first, then those of PATH. */
public final class ProgramPath {
  private static final List<String> USUAL =
      Arrays.asList("/usr/bin", "/usr/sbin", "/bin", "/sbin", "/usr/local/bin", "/opt/bin");

  private final Set<String> folders = new LinkedHashSet<>();

  private ProgramPath() {}

  /**
   * @param path the environment's PATH, null for none; what is not absolute in it is left out
   */
  public static ProgramPath usualAnd(String path) {
    ProgramPath all = of(USUAL);
    if (path != null) {
      for (String folder : path.split(File.pathSeparator)) {
        if (folder.startsWith("/")) {
          all.folders.add(folder);
        }
      }
    }
    return all;
  }

  static ProgramPath of(List<String> folders) {
    ProgramPath path = new ProgramPath();
    path.folders.addAll(folders);
    return path;
  }

  /** Null if no folder has it. */
  public File find(String program) {
    for (String folder : folders) {
      File file = new File(folder, program);
      if (file.isFile() && file.canExecute()) {
        return file;
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return String.join(", ", new ArrayList<>(folders));
  }
}
