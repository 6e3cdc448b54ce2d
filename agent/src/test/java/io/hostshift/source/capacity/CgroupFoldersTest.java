package io.hostshift.source.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CgroupFoldersTest {
  private static String v2(String root, String point) {
    return "31 23 0:28 "
        + root
        + " "
        + point
        + " rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate\n";
  }

  private static String v1(String root, String controllers) {
    return "32 31 0:29 "
        + root
        + " /sys/fs/cgroup/"
        + controllers
        + " rw - cgroup cgroup rw,"
        + controllers
        + "\n";
  }

  @Test
  void shouldGoUpFromAServiceToTheMountPoint() {
    assertThat(CgroupFolders.of(v2("/", "/sys/fs/cgroup"), "0::/system.slice/app.service\n", null))
        .containsExactly(
            "/sys/fs/cgroup/system.slice/app.service",
            "/sys/fs/cgroup/system.slice",
            "/sys/fs/cgroup");
  }

  @Test
  void shouldTakeTheMountPointInAContainerWithItsOwnNameSpace() {
    assertThat(CgroupFolders.of(v2("/", "/sys/fs/cgroup"), "0::/\n", null))
        .containsExactly("/sys/fs/cgroup");
  }

  @Test
  void shouldTakeTheMountPointInAContainerThatSeesItsHostsPaths() {
    String mounts = v1("/docker/abc", "cpu,cpuacct") + v1("/docker/abc", "memory");
    String groups = "5:memory:/docker/abc\n4:cpu,cpuacct:/docker/abc\n";

    assertThat(CgroupFolders.of(mounts, groups, "cpu"))
        .containsExactly("/sys/fs/cgroup/cpu,cpuacct");
    assertThat(CgroupFolders.of(mounts, groups, "memory")).containsExactly("/sys/fs/cgroup/memory");
  }

  @Test
  void shouldGoDownToAGroupWithinTheContainersOwn() {
    assertThat(CgroupFolders.of(v1("/docker/abc", "cpu"), "4:cpu:/docker/abc/inner\n", "cpu"))
        .containsExactly("/sys/fs/cgroup/cpu/inner", "/sys/fs/cgroup/cpu");
  }

  @Test
  void shouldTakeTheMountPointWhenThePathLeadsElsewhere() {
    String mount = v2("/kubepods/pod1", "/sys/fs/cgroup");

    assertThat(CgroupFolders.of(mount, "0::/kubepods/pod10\n", null))
        .containsExactly("/sys/fs/cgroup");
    assertThat(CgroupFolders.of(v2("/", "/sys/fs/cgroup"), "0::/../other\n", null))
        .containsExactly("/sys/fs/cgroup");
  }

  @Test
  void shouldPreferTheUsualPlace() {
    String mounts = v2("/", "/host/sys/fs/cgroup") + v2("/", "/sys/fs/cgroup");

    assertThat(CgroupFolders.of(mounts, "0::/\n", null)).containsExactly("/sys/fs/cgroup");
  }

  @Test
  void shouldFindNothingWhereNothingIsMounted() {
    assertThat(CgroupFolders.of("", "0::/\n", null)).isEmpty();
    assertThat(CgroupFolders.of("garbage - -\n\n", "garbage\n", "cpu")).isEmpty();
    assertThat(CgroupFolders.of(v1("/", "cpuset"), "3:cpuset:/\n", "cpu")).isEmpty();
  }

  @Test
  void shouldUnderstandAMountPointWithASpace() {
    assertThat(CgroupFolders.of(v2("/", "/my\\040groups"), "0::/a\n", null))
        .containsExactly("/my groups/a", "/my groups");
  }
}
