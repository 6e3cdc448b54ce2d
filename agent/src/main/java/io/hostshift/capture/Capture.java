package io.hostshift.capture;

import io.hostshift.source.file.GuestFile;
import io.hostshift.source.file.GuestFiles;
import io.hostshift.source.file.PathLog;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files that a probe has asked for, as they are, without what nobody needs: of mounts only
 * those of control groups and of LXCFS, of the first process's environment what container this is,
 * and of the kernel's command line and version what the table of platforms looks for.
 */
final class Capture {
  private static final int MOST_BYTES = 1 << 20;
  private static final Pattern MOUNT = Pattern.compile(".* - (cgroup2?|fuse\\S*) .*");
  private static final Pattern VARIABLE =
      Pattern.compile("container=.*|product_name=OpenStack Nova");

  private final GuestFiles files;
  private final Map<String, byte[]> contents = new TreeMap<>();
  private final Map<String, String> links = new TreeMap<>();

  private Capture(GuestFiles files) {
    this.files = files;
  }

  static Capture of(GuestFiles files, PathLog log) {
    Capture capture = new Capture(files);
    for (Map.Entry<String, Integer> file : log.contents().entrySet()) {
      if (file.getKey().equals(RecordedSource.FILE)) {
        continue; // What was recorded before is recorded anew.
      }
      int limit = Math.min(MOST_BYTES, file.getValue());
      capture.read(file.getKey(), files.head(file.getKey(), limit));
    }
    for (Map.Entry<String, Integer> device : log.devices().entrySet()) {
      capture.read(device.getKey(), files.device(device.getKey(), device.getValue()));
    }
    for (String folder : log.folders()) {
      for (String name : files.names(folder)) {
        capture.there(folder + "/" + name);
      }
    }
    for (String path : log.existence()) {
      capture.there(path);
    }
    for (String link : log.links()) {
      String target = files.target(link);
      if (!target.isEmpty()) {
        capture.links.put(link, target);
      }
    }
    return capture;
  }

  private void read(String path, GuestFile file) {
    file.refresh();
    if (file.readable()) {
      contents.put(path, needed(path, Arrays.copyOf(file.bytes(), file.length())));
    }
  }

  /** Of what is only asked whether it is there, nothing else is taken. */
  private void there(String path) {
    if (files.isFolder(path)) {
      contents.putIfAbsent(path + "/", new byte[0]);
    } else if (files.exists(path)) {
      contents.putIfAbsent(path, new byte[0]);
    }
  }

  private static byte[] needed(String path, byte[] bytes) {
    if (path.equals("proc/self/mountinfo")) {
      return lines(bytes, "\n", MOUNT);
    }
    if (path.equals("proc/1/environ")) {
      return lines(bytes, "\0", VARIABLE);
    }
    if (path.equals("proc/cmdline")) {
      return found(bytes, Pattern.compile("(?<!\\S)(scaleway|vultr)(?!\\S)"));
    }
    if (path.equals("proc/version")) {
      return found(bytes, Pattern.compile("BrandZ virtual linux"));
    }
    return path.endsWith("smbios/smbios-tables/raw") ? SystemTables.of(bytes) : bytes;
  }

  private static byte[] lines(byte[] bytes, String end, Pattern wanted) {
    StringBuilder kept = new StringBuilder();
    for (String line : new String(bytes, StandardCharsets.ISO_8859_1).split(end)) {
      if (wanted.matcher(line).matches()) {
        kept.append(line).append(end);
      }
    }
    return kept.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The first text that fits, and no more. */
  private static byte[] found(byte[] bytes, Pattern wanted) {
    Matcher found = wanted.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
    return (found.find() ? found.group() : "").getBytes(StandardCharsets.ISO_8859_1);
  }

  /** By their paths; a folder's ends with a slash, and has none. */
  Map<String, byte[]> contents() {
    return contents;
  }

  /** The last names of what links lead to, by their paths. */
  Map<String, String> links() {
    return links;
  }
}
