package io.hostshift.base;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.LinkedHashMap;
import java.util.Map;

/** Folders in which the JVMs of one user meet. */
public final class UserFolders {
  private UserFolders() {}

  /**
   * Those of this user: in {@code /run/user}, where a login has made it; in {@code
   * /run/hostshift-locks}, where root has made it for this user; in {@code /tmp}.
   *
   * @return each with whether to make it where it is missing
   * @throws IOException if this user's number cannot be told
   */
  public static Map<Path, Boolean> ofThisUser() throws IOException {
    int self = Ownership.self();
    Map<Path, Boolean> folders = new LinkedHashMap<>();
    folders.put(Paths.get("/run/user/" + self + "/hostshift"), true);
    folders.put(Paths.get("/run/hostshift-locks/" + self), false);
    folders.put(Paths.get("/tmp/hostshift-" + self), true);
    return folders;
  }
}
