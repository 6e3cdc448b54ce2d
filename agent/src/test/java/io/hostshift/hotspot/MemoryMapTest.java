package io.hostshift.hotspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hostshift.base.UnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryMapTest {
  /** From a JVM 11 of Debian; the mapping behind libjvm's last holds its zeroed variables. */
  static final String MAPS =
      """
      800000000-800be2000 rw-p 00001000 fe:00 2165641                          /opt/jdk/lib/server/classes.jsa
      7f221a600000-7f221a883000 r--p 00000000 fe:00 2165626                    /opt/jdk/lib/server/libjvm.so
      7f221a883000-7f221b4e8000 r-xp 00283000 fe:00 2165626                    /opt/jdk/lib/server/libjvm.so
      7f221b74b000-7f221b74c000 ---p 0114b000 fe:00 2165626                    /opt/jdk/lib/server/libjvm.so
      7f221b74c000-7f221b810000 r--p 0114b000 fe:00 2165626                    /opt/jdk/lib/server/libjvm.so
      7f221b810000-7f221b84b000 rw-p 0120f000 fe:00 2165626                    /opt/jdk/lib/server/libjvm.so
      7f221b84b000-7f221b8a5000 rw-p 00000000 00:00 0\s
      7f221b8a5000-7f221b8a6000 ---p 00000000 00:00 0\s
      7ffc8d5c4000-7ffc8d5e6000 rw-p 00000000 00:00 0                          [stack]
      ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]
      """;

  private static MemoryMap parse(String maps) throws UnavailableException {
    return MemoryMap.parse(maps, "libjvm.so");
  }

  @Test
  void shouldFindWhereTheLibraryIsLoaded() throws UnavailableException {
    assertThat(parse(MAPS).path()).isEqualTo("/opt/jdk/lib/server/libjvm.so");
    assertThat(parse(MAPS).loadBase()).isEqualTo(0x7f221a600000L);
  }

  @Test
  void shouldFindALibraryInAFolderWithSpaces() throws UnavailableException {
    assertThat(parse(MAPS.replace("/opt/jdk", "/opt/my  jdk 11")).path())
        .isEqualTo("/opt/my  jdk 11/lib/server/libjvm.so");
  }

  @Test
  void shouldTakeTheWritableAndTheZeroedPagesForTheLibrarysVariables() throws UnavailableException {
    MemoryMap map = parse(MAPS);
    assertThat(map.writable(0x7f221b810000L, 8)).isTrue();
    assertThat(map.writable(0x7f221b84aff8L, 8)).isTrue();
    assertThat(map.writable(0x7f221b84b000L, 8)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        -1,
        0x7f221a600000L,
        0x7f221b74c000L,
        0x7f221b8a4ffcL,
        0x7ffc8d5c4000L,
        0x800000000L
      })
  void shouldNotTakeAnythingElseForTheLibrarysVariables(long address) throws UnavailableException {
    assertThat(parse(MAPS).writable(address, 8)).isFalse();
  }

  @Test
  void shouldNotTakeAnAnonymousRangeElsewhereForTheLibrarysVariables() throws UnavailableException {
    String apart = MAPS.replace("7f221b84b000-7f221b8a5000", "7f221b84c000-7f221b8a5000");
    assertThat(parse(apart).writable(0x7f221b84c000L, 8)).isFalse();
  }

  @Test
  void shouldSayThatTheLibraryIsNotMapped() {
    refuses(MAPS.replace("libjvm.so", "libjvm.so.1"), "no libjvm.so is mapped into this process");
    refuses("", "no libjvm.so is mapped into this process");
  }

  @Test
  void shouldSayThatTheLibraryWasReplaced() {
    refuses(
        MAPS.replace("libjvm.so", "libjvm.so (deleted)"),
        "/opt/jdk/lib/server/libjvm.so was replaced on disk after this JVM was started");
  }

  @Test
  void shouldRefuseTwoLibraries() {
    refuses(
        MAPS + MAPS.replace("/opt/jdk", "/opt/other"),
        "both /opt/jdk/lib/server/libjvm.so and /opt/other/lib/server/libjvm.so are mapped");
    refuses(MAPS + MAPS, "/opt/jdk/lib/server/libjvm.so is not mapped from its beginning, once");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/libjvm.so",
        "7f-80 /libjvm.so",
        "7f-80 r--p 00000000 fe:00 /x",
        "7f+80 r--p 00000000 fe:00 1 /libjvm.so",
        "80-7f r--p 00000000 fe:00 1 /libjvm.so",
        "7f-80 r--p zz fe:00 1 /libjvm.so",
        "7f-8000000000000000f r--p 0 fe:00 1 /libjvm.so",
      })
  void shouldNameTheMalformedLine(String line) {
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> parse("7f-80 r--p 00000000 fe:00 1 /a\n" + line + " libjvm.so\n"))
        .withMessageMatching("(line 2 of /proc/self/maps: .*)|no libjvm.so is mapped.*");
  }

  private static void refuses(String maps, String reason) {
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> parse(maps))
        .withMessage(reason);
  }
}
