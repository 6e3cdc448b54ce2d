package io.hostshift.source.published;

import io.hostshift.base.NanoClock;
import io.hostshift.host.Identifier;
import io.hostshift.source.MalformedException;
import io.hostshift.source.ReadState;
import io.hostshift.source.Reading;
import io.hostshift.source.Source;
import io.hostshift.source.Traits;
import io.hostshift.source.file.GuestFiles;
import java.io.File;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What root of this guest tells all its JVMs in one file, which {@code hostshift publish} keeps. It
 * has no identifier of its own: each is told under the name of the source that it is from, see
 * {@link Relayed}.
 *
 * <p>A publisher writes at least every so often. One that has not counts as stopped, and what it
 * said last no longer counts. The sequence number shows whether it goes on, since clocks are set;
 * only what is found at the first look is judged by the clock.
 */
public final class Published implements Source {
  /** As in configuration. */
  public static final String NAME = "published";

  public static final Traits TRAITS = Traits.named(NAME);

  private static final String USUAL = "run/hostshift/published.json";

  /**
   * So many reads in a row may rest on the file's time alone; then the file is read all the same,
   * since it may have been written twice in one tick of that time.
   */
  private static final int READS_PER_LOOK = 16;

  private final File file;
  private final String shown;
  private final RootsFile roots;
  private final NanoClock nanos;
  private final Clock clock;

  private long modified;
  private int readsUntilLook;
  private PublishedPage last;
  private boolean running;
  private long seenNanos;
  private Reading reading;
  private volatile List<Identifier> told = Collections.emptyList();

  Published(RootsFile roots, NanoClock nanos, Clock clock) {
    this(roots, roots.path().toString(), nanos, clock);
  }

  /**
   * @param shown the file, in words for people
   */
  private Published(RootsFile roots, String shown, NanoClock nanos, Clock clock) {
    this.file = roots.path().toFile();
    this.shown = shown;
    this.roots = roots;
    this.nanos = nanos;
    this.clock = clock;
  }

  /**
   * @param named where the configuration says that it is; null for the usual place in the guest
   */
  public static Published of(GuestFiles files, File named, NanoClock nanos, Clock clock) {
    boolean isNamed = named != null;
    return new Published(
        new RootsFile(isNamed ? named : files.at(USUAL), isNamed),
        isNamed ? named.getPath() : files.shown(USUAL),
        nanos,
        clock);
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  /** What holds at present; the same list while nothing changes. From any thread. */
  List<Identifier> told() {
    return told;
  }

  @Override
  public Reading read(Reading before) {
    long now = file.lastModified();
    boolean differs = now != modified;
    if (before != null && !differs && (now == 0 || readsUntilLook-- > 0)) {
      return silent() ? stopped().orSame(before) : before;
    }
    readsUntilLook = READS_PER_LOOK;
    modified = now;
    reading = look();
    return reading.orSame(before);
  }

  /** It may be begun at any time, and is then to be heard soon. */
  @Override
  public int readsPerLook(Reading before) {
    return before.state() == ReadState.ABSENT ? READS_PER_LOOK : 1;
  }

  private Reading look() {
    try {
      return take(PublishedPage.parse(roots.read(PublishedPage.MOST_BYTES)));
    } catch (NoSuchFileException e) {
      return nothing(Reading.absent(shown + " is not there: nobody publishes"));
    } catch (NotRootsException e) {
      return nothing(Reading.failed("not taken: " + e.getMessage()));
    } catch (MalformedException e) {
      return nothing(Reading.failed("not taken: " + shown + ": " + e.getMessage()));
    } catch (IOException | UnsupportedOperationException e) {
      return nothing(Reading.failed("not taken: " + shown + " cannot be read: " + e));
    }
  }

  private Reading nothing(Reading why) {
    running = false;
    told = Collections.emptyList();
    return why;
  }

  private Reading take(PublishedPage page) {
    boolean goesOn = last == null ? isFresh(page) : !page.isAsOld(last);
    if (goesOn) {
      running = true;
      seenNanos = nanos.nanos();
    }
    last = page;
    if (!running || silent()) {
      return stopped();
    }
    if (!page.identifiers().equals(told)) {
      told = page.identifiers();
    }
    return told.isEmpty()
        ? Reading.partial(told, "the publisher has found nothing that it may tell")
        : Reading.of(Collections.<Identifier>emptyList());
  }

  /** By the clocks of writer, file and reader, which agree where nothing is wrong. */
  private boolean isFresh(PublishedPage page) {
    long now = clock.millis();
    long most = page.staleAfterMillis();
    return Math.abs(now - page.writtenMillis()) <= most
        && Math.abs(now - modified) <= Math.max(most, TimeUnit.SECONDS.toMillis(2));
  }

  private boolean silent() {
    return running
        && nanos.nanos() - seenNanos > TimeUnit.MILLISECONDS.toNanos(last.staleAfterMillis());
  }

  private Reading stopped() {
    return nothing(
        Reading.failed(
            "stale: the publisher has stopped; "
                + file
                + " is number "
                + last.sequence()
                + " of "
                + last.time()));
  }
}
