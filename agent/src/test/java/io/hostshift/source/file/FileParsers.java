package io.hostshift.source.file;

import static io.hostshift.fuzz.Fuzzed.check;
import static io.hostshift.source.SourceParsers.bytes;
import static io.hostshift.source.SourceParsers.fuzzed;
import static io.hostshift.source.SourceParsers.text;

import io.hostshift.fuzz.Fuzzed;
import io.hostshift.host.Identifier;
import io.hostshift.source.MalformedException;
import java.util.List;

/** The readers of lines. */
public final class FileParsers {
  private FileParsers() {}

  public static List<Fuzzed> all() {
    return List.of(
        fuzzed(
            "operator-file",
            FileParsers::operatorLines,
            bytes("# ours\nvm.id=1\nmodel.cpu=x\nhost=a\n")),
        fuzzed(
            "kernel-lines",
            FileParsers::kernelLines,
            bytes("MemTotal:       343504 kB\nMemFree: 1 kB\n")),
        fuzzed(
            "selected-lines",
            FileParsers::selectedLines,
            bytes("processor\t: 0\nmodel name\t: x\nrevision\t: 2.2 (pvr 004e 1202)\n")));
  }

  /** Tabs are let through within a line. */
  private static void operatorLines(byte[] bytes) {
    for (Identifier found : OperatorLines.parse("file", bytes, bytes.length).identifiers()) {
      text(found.name().replace('\t', ' '));
      text(found.value().replace('\t', ' '));
    }
  }

  private static void kernelLines(byte[] bytes) throws MalformedException {
    int at = KernelLines.after(KernelLines.key("MemTotal:"), bytes, bytes.length);
    check(at >= -1 && at <= bytes.length, "a place outside of the text");
    if (at >= 0) {
      KernelLines.number(bytes, at, bytes.length);
    }
  }

  private static void selectedLines(byte[] bytes) {
    SelectedLines lines = new SelectedLines("model name", "revision");
    lines.refresh(bytes, bytes.length);
    lines.text(0);
    lines.text(1);
  }
}
