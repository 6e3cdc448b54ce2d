package io.hostshift.source.capacity;

import static io.hostshift.fuzz.Fuzzed.check;
import static io.hostshift.source.SourceParsers.bytes;
import static io.hostshift.source.SourceParsers.fuzzed;
import static io.hostshift.source.SourceParsers.text;

import io.hostshift.fuzz.Fuzzed;
import java.util.List;

/** The parsers of what limits this process. */
public final class CapacityParsers {
  private CapacityParsers() {}

  public static List<Fuzzed> all() {
    return List.of(
        fuzzed(
            "cpu-list",
            b -> check(!CpuList.parse(b, 0, b.length).isEmpty(), "no processor"),
            bytes("0-3,8,10-11\n")),
        fuzzed(
            "cgroup-bandwidth",
            b -> check(CgroupLimit.bandwidth(text(b)) >= 0, "a negative limit"),
            bytes("200000 100000")),
        fuzzed(
            "cgroup-memory",
            b -> check(CgroupLimit.memory(text(b)) >= 0, "a negative limit"),
            bytes("9223372036854771712")),
        Fuzzed.of("cgroup-folders", Fuzzed.NONE, CapacityParsers::folders, folderSeed()));
  }

  private static byte[] folderSeed() {
    return bytes(
        "29 24 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate\n\0"
            + "0::/system.slice/java.service\n");
  }

  private static void folders(byte[] bytes) {
    String[] files = text(bytes).split("\0", 2);
    String cgroup = files.length == 2 ? files[1] : "0::/a\n";
    CgroupFolders.of(files[0], cgroup, null);
    CgroupFolders.of(files[0], cgroup, "cpu");
  }
}
