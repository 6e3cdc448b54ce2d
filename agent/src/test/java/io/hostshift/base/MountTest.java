package io.hostshift.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MountTest {
  private static final String MOUNTS =
      """
      1 0 8:1 / / rw,relatime shared:1 - ext4 /dev/vda rw,errors=remount-ro
      2 1 0:2 / /srv rw - xfs /dev/vdb rw
      3 2 0:3 /a /srv/a\\040b rw - nfs host:/a rw,vers=4
      4 1 0:4 / /srv rw - fuse.lxcfs lxcfs rw
      5 1 0:5 / /cut - off
      """;

  private final List<Mount> mounts = Mount.parse(MOUNTS);

  private String type(String path) {
    return Mount.of(mounts, path).type();
  }

  @Test
  void shouldReadEachLineThatIsWhole() {
    assertThat(mounts).extracting(Mount::point).containsExactly("/", "/srv", "/srv/a b", "/srv");
    assertThat(mounts.get(2).root()).isEqualTo("/a");
    assertThat(mounts.get(0).options()).isEqualTo("rw,errors=remount-ro");
  }

  @Test
  void shouldFindTheNearestAboveAPathAndOfTwoTheLaterOne() {
    assertThat(type("/etc")).isEqualTo("ext4");
    assertThat(type("/")).isEqualTo("ext4");
    assertThat(type("/srv/x")).isEqualTo("fuse.lxcfs");
    assertThat(type("/srv/a b/c")).isEqualTo("nfs");
    assertThat(type("/srvx")).isEqualTo("ext4");
    assertThat(Mount.of(mounts.subList(1, 2), "/etc")).isNull();
  }
}
