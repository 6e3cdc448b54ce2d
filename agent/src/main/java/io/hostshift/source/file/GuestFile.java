package io.hostshift.source.file;

import io.hostshift.source.ReadState;
import io.hostshift.source.Reading;
import io.hostshift.source.Remedy;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One file of the guest, read again and again, that knows whether it still says the same.
 *
 * <p>It is opened anew at each read, because operators and daemons replace files by renaming. An
 * unchanged file costs two reused buffers and the 160 to 200 bytes that the JDK allocates for an
 * open and a close. The kernel replaces none of its own: of these, those that are read at each poll
 * stay open, which after a second of sleep takes two thirds of the time away. Not for use by
 * several threads.
 */
public final class GuestFile implements AutoCloseable {
  private static final int FIRST_BUFFER = 512;

  /** Something may have been mounted over a file that is open. */
  private static final int READS_PER_OPENING = 64;

  private final File shown;
  private final File file;
  private final int limit;
  private final boolean whole;
  private final Upkeep upkeep;
  private final Vetting vetting;
  private final Opener opener;

  /** Null while it is closed. */
  private RandomAccessFile open;

  private int readsUntilOpened;
  private byte[] bytes;
  private byte[] scratch;
  private int length;
  private ReadState state;
  private String reason = "";

  /**
   * @param limit most bytes to read
   * @param whole whether a longer file is an error, or only its head is wanted
   */
  GuestFile(File file, int limit, boolean whole, Vetting vetting, Opener opener) {
    this(file, file, limit, whole, Upkeep.ANYBODY, vetting, opener);
  }

  /**
   * @param shown its path in words for people
   */
  GuestFile(
      File shown,
      File file,
      int limit,
      boolean whole,
      Upkeep upkeep,
      Vetting vetting,
      Opener opener) {
    this.shown = shown;
    this.file = file;
    this.limit = limit;
    this.whole = whole;
    this.upkeep = upkeep;
    this.vetting = vetting;
    this.opener = opener;
    // A head is asked for in one go: a device answers each read with a snapshot of its own.
    int first = whole ? Math.min(limit + 1, FIRST_BUFFER) : limit;
    this.bytes = new byte[first];
    this.scratch = new byte[first];
  }

  /** Reads now. Whether the bytes, the state or the reason differ from those of the last time. */
  public boolean refresh() {
    return refresh(false, true);
  }

  /**
   * As {@link #refresh}, for a file that reads differently nearly every time and in which a few
   * lines count: it takes the text for different without comparing all of it.
   */
  public boolean fetch() {
    return refresh(false, false);
  }

  /**
   * As {@link #refresh}, under a shared lock; a file that its writer has locked is not waited for.
   */
  public boolean refreshLocked() {
    return refresh(true, true);
  }

  private boolean refresh(boolean locked, boolean compared) {
    if (open != null) {
      int filled = fillAgain();
      if (filled > 0) {
        return !(compared && isAsBefore(filled)) && accept(filled);
      }
    }
    // Neither costs an exception at each poll.
    if (state == ReadState.ABSENT && !file.exists()) {
      return false;
    }
    if (state == ReadState.DENIED && !file.canRead() && file.exists()) {
      return false;
    }
    try {
      if (upkeep == Upkeep.ANYBODY || state != ReadState.READABLE) {
        vetting.vet(file);
      }
      int filled = upkeep == Upkeep.KERNEL_POLLED ? fillAndStay() : fillOnce(locked);
      return !(compared && isAsBefore(filled)) && accept(filled);
    } catch (IOException e) {
      return refuse(Refusal.of(shown, e));
    }
  }

  private int fillOnce(boolean locked) throws IOException {
    try (RandomAccessFile in = opener.open(file)) {
      if (locked) {
        lock(in);
      }
      return fill(in);
    }
  }

  private int fillAndStay() throws IOException {
    RandomAccessFile in = opener.open(file);
    int filled = 0;
    try {
      filled = fill(in);
      return filled;
    } finally {
      if (filled > 0) {
        open = in;
        readsUntilOpened = READS_PER_OPENING;
      } else {
        in.close();
      }
    }
  }

  /** From the beginning, of the open file; 0 where it has to be opened anew. */
  private int fillAgain() {
    int filled = 0;
    if (--readsUntilOpened > 0) {
      try {
        open.seek(0);
        filled = fill(open);
      } catch (IOException e) {
        filled = 0; // Its device or control group is gone; one of that name may be there again.
      }
    }
    if (filled == 0) {
      close();
    }
    return filled;
  }

  /** Lets go of it where it stays open; the next read opens it anew. */
  @Override
  public void close() {
    RandomAccessFile closing = open;
    open = null;
    if (closing != null) {
      try {
        closing.close();
      } catch (IOException e) {
        return; // It was open for reading, so nothing is lost.
      }
    }
  }

  /**
   * Dropped with the file; whoever else holds a lock on it through this JVM counts as its writer.
   */
  private static void lock(RandomAccessFile in) throws IOException {
    try {
      if (in.getChannel().tryLock(0, Long.MAX_VALUE, true) == null) {
        throw new IOException("being rewritten (its writer has locked it)");
      }
    } catch (OverlappingFileLockException e) {
      throw new IOException("being rewritten (locked within this JVM)", e);
    }
  }

  private int fill(RandomAccessFile in) throws IOException {
    int filled = 0;
    while (true) {
      if (filled == scratch.length) {
        if (!whole) {
          return filled;
        }
        if (filled > limit) {
          throw new IOException("longer than " + limit + " bytes");
        }
        scratch = Arrays.copyOf(scratch, (int) Math.min(limit + 1L, 2L * filled));
      }
      int got = in.read(scratch, filled, scratch.length - filled);
      if (got <= 0) {
        return filled;
      }
      filled += got;
      // The kernel ends each line, so what ends elsewhere was not all of it.
      if (upkeep != Upkeep.ANYBODY && filled < scratch.length && scratch[filled - 1] == '\n') {
        return filled;
      }
    }
  }

  private boolean isAsBefore(int filled) {
    return state == ReadState.READABLE && filled == length && startsEqual(bytes, scratch, filled);
  }

  private boolean accept(int filled) {
    byte[] read = scratch;
    scratch = bytes;
    bytes = read;
    length = filled;
    state = ReadState.READABLE;
    reason = "";
    return true;
  }

  private boolean refuse(Refusal refusal) {
    boolean changed = refusal.state() != state || !refusal.reason().equals(reason);
    state = refusal.state();
    reason = refusal.reason();
    length = 0;
    return changed;
  }

  /** Whether two arrays begin with the same bytes; Arrays.equals has no ranges before Java 9. */
  private static boolean startsEqual(byte[] one, byte[] other, int count) {
    for (int i = 0; i < count; i++) {
      if (one[i] != other[i]) {
        return false;
      }
    }
    return true;
  }

  public String path() {
    return shown.getPath();
  }

  public boolean readable() {
    return state == ReadState.READABLE;
  }

  /** Null before the first {@link #refresh}. */
  public ReadState state() {
    return state;
  }

  public String reason() {
    return reason;
  }

  /** The file's bytes, up to {@link #length}; overwritten by later reads. */
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }

  /** As UTF-8, without surrounding white space and NULs; empty if not readable. */
  public String text() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8).trim();
  }

  /** What lets this user read it; null unless that is what is missing. */
  public Remedy remedy() {
    return state == ReadState.DENIED ? Refusal.remedy(shown) : null;
  }

  /** For a source that can say nothing without this file. */
  public Reading unreadable() {
    return Reading.unreadable(state, reason).helpedBy(remedy());
  }
}
