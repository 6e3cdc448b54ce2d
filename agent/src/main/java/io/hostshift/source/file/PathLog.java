package io.hostshift.source.file;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** What has been asked for among a guest's files, whether or not it was there. For any thread. */
public final class PathLog {
  private final Map<String, Integer> contents = new ConcurrentSkipListMap<>();
  private final Map<String, Integer> devices = new ConcurrentSkipListMap<>();
  private final Set<String> existence = new ConcurrentSkipListSet<>();
  private final Set<String> folders = new ConcurrentSkipListSet<>();
  private final Set<String> links = new ConcurrentSkipListSet<>();

  void content(String path, int limit) {
    contents.merge(bare(path), limit, Math::max);
  }

  void device(String path, int bytes) {
    devices.merge(bare(path), bytes, Math::max);
  }

  void existence(String path) {
    existence.add(bare(path));
  }

  void folder(String path) {
    folders.add(bare(path));
  }

  void link(String path) {
    links.add(bare(path));
  }

  /** Some name them from the root, as they are mounted, and some below it. */
  private static String bare(String path) {
    return path.replaceFirst("^/+", "");
  }

  /** The most bytes that were asked for, by the path of a file. */
  public Map<String, Integer> contents() {
    return contents;
  }

  /** As above, of devices. */
  public Map<String, Integer> devices() {
    return devices;
  }

  /** Paths of which it was only asked whether something is there. */
  public Set<String> existence() {
    return existence;
  }

  /** Folders whose names were asked for. */
  public Set<String> folders() {
    return folders;
  }

  /** Links whose targets' names were asked for. */
  public Set<String> links() {
    return links;
  }
}
