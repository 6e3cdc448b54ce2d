package io.hostshift.source.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hostshift.fuzz.Fuzzed;
import java.io.IOException;
import java.util.List;

/** The parsers of what child processes print. */
public final class ProcessParsers {
  private ProcessParsers() {}

  public static List<Fuzzed> all() {
    return List.of(
        Fuzzed.of(
            "vmware-session", IOException.class, VmwareText::session, bytes("0x1f2a3b4c5d\n")),
        Fuzzed.of("vmware-speed", IOException.class, VmwareText::speed, bytes("2600 MHz\n")),
        Fuzzed.of(
            "vmware-raw-session",
            IOException.class,
            VmwareText::rawSession,
            bytes("version = VMware ESXi 8.0.2 build-1\nuuid.bios = 42 1a\n")));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
