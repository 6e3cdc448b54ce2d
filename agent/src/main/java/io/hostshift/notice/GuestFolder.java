package io.hostshift.notice;

import io.hostshift.base.FileFault;
import io.hostshift.base.NanoClock;
import io.hostshift.base.UserFolders;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Where the JVMs of one user in one guest agree on who asks and who answers: every folder of
 * several that can be had, since not each JVM has each. Two that have one in common agree there,
 * whichever others one of them lacks or gains; what is in another user's hands is left out. JVMs of
 * other users, and of containers with folders of their own, do not see these.
 *
 * <p>It is looked again after a second, so that what comes, goes or is given back is noticed.
 */
public final class GuestFolder {
  private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Map<Path, Boolean> candidates;
  private final NanoClock clock;
  private final Consumer<String> alone;
  private List<GuestPlace> places = Collections.emptyList();
  private boolean looked;
  private long lookedNanos;
  private boolean said;

  /**
   * @param candidates each with whether to make it where it is missing
   * @param alone gets why there is none, once until there is one again
   */
  GuestFolder(Map<Path, Boolean> candidates, NanoClock clock, Consumer<String> alone) {
    this.candidates = candidates;
    this.clock = clock;
    this.alone = alone;
  }

  /**
   * Those in which the JVMs of this user meet.
   *
   * @throws IOException if this user's number cannot be told
   */
  public static GuestFolder ofThisUser(NanoClock clock, Consumer<String> alone) throws IOException {
    return new GuestFolder(UserFolders.ofThisUser(), clock, alone);
  }

  /** Those that can be had, in an order that all JVMs have in common. */
  synchronized List<GuestPlace> places() {
    if (!looked || clock.nanos() - lookedNanos >= LOOK_NANOS) {
      look();
    }
    return places;
  }

  /** Looks now. */
  synchronized void look() {
    looked = true;
    lookedNanos = clock.nanos();
    List<GuestPlace> found = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (Map.Entry<Path, Boolean> candidate : candidates.entrySet()) {
      try {
        found.add(known(GuestPlace.at(candidate.getKey(), candidate.getValue())));
      } catch (NoSuchFileException e) {
        refused.add("there is no " + e.getFile());
      } catch (IOException e) {
        refused.add(FileFault.words(e));
      } catch (RuntimeException e) {
        refused.add(e.toString());
      }
    }
    places = Collections.unmodifiableList(found);
    if (found.isEmpty() && !said) {
      alone.accept(String.join(", ", refused));
    }
    said = found.isEmpty();
  }

  private GuestPlace known(GuestPlace found) {
    for (GuestPlace place : places) {
      if (place.isSame(found)) {
        return place;
      }
    }
    return found;
  }

  /** Whether other JVMs cannot be heard. */
  boolean isEmpty() {
    return places().isEmpty();
  }

  /** A place that one JVM at a time can have; any number where there is no folder. */
  public GuestLock lock(String name) {
    return new GuestLock(this, name);
  }

  /** The names of files that begin so. */
  Collection<String> names(String prefix) {
    Set<String> names = new TreeSet<>();
    for (GuestPlace place : places()) {
      names.addAll(Arrays.asList(place.names(prefix)));
    }
    return names;
  }

  /** Replaces a file as a whole: who reads it sees all of it. */
  void write(String name, String text) throws IOException {
    for (GuestPlace place : places()) {
      place.write(name, text);
    }
  }

  /** The one that was written last; empty if there is none. */
  String read(String name) throws IOException {
    long latest = writtenMillis(name);
    for (GuestPlace place : places()) {
      if (place.file(name).toFile().lastModified() == latest) {
        return place.read(name);
      }
    }
    return "";
  }

  /** The lines of all that have this name. */
  Set<String> lines(String name) throws IOException {
    Set<String> lines = new LinkedHashSet<>();
    for (GuestPlace place : places()) {
      lines.addAll(Arrays.asList(place.read(name).split("\n")));
    }
    return lines;
  }

  /** Epoch milliseconds of the last write; 0 if it is not there. */
  long writtenMillis(String name) {
    long latest = 0;
    for (GuestPlace place : places()) {
      latest = Math.max(latest, place.file(name).toFile().lastModified());
    }
    return latest;
  }

  /** Says that what was written holds still. */
  void touch(String name, long epochMillis) {
    for (GuestPlace place : places()) {
      place.file(name).toFile().setLastModified(epochMillis);
    }
  }

  /** Whether it is everywhere. */
  boolean exists(String name) {
    for (GuestPlace place : places()) {
      if (!Files.exists(place.file(name), LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
    }
    return true;
  }

  void delete(String name) {
    for (GuestPlace place : places()) {
      File file = place.file(name).toFile();
      file.delete();
    }
  }

  @Override
  public String toString() {
    return places().toString();
  }
}
