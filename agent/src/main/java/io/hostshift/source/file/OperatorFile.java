package io.hostshift.source.file;

import io.hostshift.base.Errand;
import io.hostshift.base.Errands;
import io.hostshift.source.ReadState;
import io.hostshift.source.Reading;
import io.hostshift.source.Source;
import io.hostshift.source.Traits;
import io.hostshift.source.VmNaming;
import java.io.File;

/**
 * A file in which an operator keeps identifiers, one {@code name=value} a line; see {@link
 * OperatorLines}. At most 64 KiB. To be replaced by renaming; a file that is empty, as it is while
 * it is rewritten in place, says nothing. It may lie on a file system that hangs, which keeps
 * nobody else waiting.
 */
public final class OperatorFile implements Source {
  /** As in configuration, and the first part of its identifiers' names. */
  public static final String NAME = "file";

  public static final Traits TRAITS = Traits.named(NAME).namesVm(VmNaming.CHOSEN).givenByPeople();

  private static final int LIMIT = 64 * 1024;

  private final GuestFile file;
  private final Errand<Reading> look;
  private final Reading hung;

  /** What it has said last; of the thread that looks. */
  private Reading said;

  /**
   * @param file on this machine, whatever the guest's root; links are followed
   */
  public OperatorFile(File file, Errands errands) {
    this.file = new GuestFile(file, LIMIT, true, new Vetting(null, null), Opener.JAVA_IO);
    this.look = errands.of("hostshift-file", "the file " + file, this::look);
    this.hung =
        Reading.unreadable(
            ReadState.FAILED, file + ": a read of it does not return, its file system hangs");
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  @Override
  public Reading read(Reading last) {
    Reading now = look.ask();
    return now == null ? last == null || look.hangs() ? hung : last : now;
  }

  private Reading look() {
    said = read();
    return said;
  }

  private Reading read() {
    Reading last = said;
    if (!file.refresh() && last != null) {
      return last;
    }
    if (!file.readable()) {
      return file.unreadable().orSame(last);
    }
    if (file.length() == 0) {
      return Reading.failed(file.path() + ": empty, or being rewritten").orSame(last);
    }
    return OperatorLines.parse(name(), file.bytes(), file.length())
        .reading(file.path())
        .orSame(last);
  }

  /** Always: it may appear at any time. */
  @Override
  public int readsPerLook(Reading last) {
    return 1;
  }
}
