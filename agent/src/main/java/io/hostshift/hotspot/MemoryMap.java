package io.hostshift.hotspot;

import io.hostshift.base.UnavailableException;
import java.util.ArrayList;
import java.util.List;

/** Where one shared library lies in this process, from the text of {@code /proc/self/maps}. */
final class MemoryMap {
  private final List<Mapping> library;
  private final Mapping zeroed;

  private MemoryMap(List<Mapping> library, Mapping zeroed) {
    this.library = library;
    this.zeroed = zeroed;
  }

  /**
   * Finds the library by its file's name, such as {@code libjvm.so}.
   *
   * @throws UnavailableException if the text is malformed, or the library is not mapped exactly
   *     once
   */
  static MemoryMap parse(String text, String fileName) throws UnavailableException {
    List<Mapping> library = new ArrayList<>();
    Mapping zeroed = null;
    int number = 0;
    for (int from = 0; from < text.length(); ) {
      int end = text.indexOf('\n', from);
      String line = text.substring(from, end < 0 ? text.length() : end);
      from = end < 0 ? text.length() : end + 1;
      number++;
      boolean follows = !library.isEmpty() && zeroed == null;
      if (!line.contains(fileName) && !follows) {
        continue;
      }
      Mapping mapping = parse(line, number);
      if (mapping.path().endsWith("/" + fileName)) {
        library.add(mapping);
      } else if (follows && continues(library.get(library.size() - 1), mapping)) {
        zeroed = mapping;
      }
    }
    return check(new MemoryMap(library, zeroed), fileName);
  }

  private static Mapping parse(String line, int number) throws UnavailableException {
    try {
      return Mapping.parse(line);
    } catch (IllegalArgumentException e) {
      throw new UnavailableException(
          "line " + number + " of /proc/self/maps: " + e.getMessage(), e);
    }
  }

  /** The library's zero-initialised variables: without a file, right behind its written pages. */
  private static boolean continues(Mapping last, Mapping next) {
    return next.anonymous() && last.writable() && next.writable() && next.start() == last.end();
  }

  private static MemoryMap check(MemoryMap map, String fileName) throws UnavailableException {
    if (map.library.isEmpty()) {
      throw new UnavailableException("no " + fileName + " is mapped into this process");
    }
    int starts = 0;
    for (Mapping mapping : map.library) {
      if (mapping.deleted()) {
        throw new UnavailableException(
            mapping.path() + " was replaced on disk after this JVM was started");
      }
      if (!mapping.path().equals(map.path())) {
        throw new UnavailableException(
            "both " + map.path() + " and " + mapping.path() + " are mapped");
      }
      starts += mapping.offset() == 0 ? 1 : 0;
    }
    if (starts != 1 || map.library.get(0).offset() != 0) {
      throw new UnavailableException(map.path() + " is not mapped from its beginning, once");
    }
    return map;
  }

  String path() {
    return library.get(0).path();
  }

  /** The address at which the library's first byte lies. */
  long loadBase() {
    return library.get(0).start();
  }

  /** Whether all of the range lies in the library's variables. */
  boolean writable(long address, int length) {
    if (zeroed != null && within(zeroed, address, length)) {
      return true;
    }
    for (Mapping mapping : library) {
      if (mapping.writable() && within(mapping, address, length)) {
        return true;
      }
    }
    return false;
  }

  private static boolean within(Mapping mapping, long address, int length) {
    // Without adding to the address, which may be any number.
    return Long.compareUnsigned(address, mapping.start()) >= 0
        && Long.compareUnsigned(address, mapping.end()) < 0
        && length > 0
        && Long.compareUnsigned(length, mapping.end() - address) <= 0;
  }
}
