package io.hostshift.instrument.pool;

/** What the names of a pool's threads have in common: their beginning, without a number. */
final class ThreadNames {
  private static final String SEPARATORS = "-_ #";

  private String any;
  private String common;

  /** Takes the name of one of them. */
  void add(String name) {
    if (any == null) {
      any = name;
      common = name;
    }
    common = common.substring(0, same(common, name));
  }

  private static int same(String one, String other) {
    int end = Math.min(one.length(), other.length());
    for (int i = 0; i < end; i++) {
      if (one.charAt(i) != other.charAt(i)) {
        return i;
      }
    }
    return end;
  }

  /** The name of one of them; empty before there is any. */
  String any() {
    return any == null ? "" : any;
  }

  /**
   * What they begin with: {@code nioEventLoopGroup-2} of {@code nioEventLoopGroup-2-1} and others,
   * {@code search} of {@code search[T#1]}; empty if they have nothing in common.
   */
  String prefix() {
    return common == null ? "" : trimmed(common.equals(any) ? upToTheNumber(common) : common);
  }

  /** One thread alone: what follows its last number may be a bracket. */
  private static String upToTheNumber(String name) {
    int end = name.length();
    while (end > 0 && !digit(name, end - 1)) {
      if (Character.isLetter(name.charAt(--end))) {
        return name;
      }
    }
    while (end > 0 && digit(name, end - 1)) {
      end--;
    }
    return end == 0 ? name : name.substring(0, end);
  }

  private static String trimmed(String prefix) {
    int end = prefix.length();
    while (end > 0 && digit(prefix, end - 1)) {
      end--;
    }
    int bracket = prefix.lastIndexOf('[', end);
    if (bracket > 0 && prefix.indexOf(']', bracket) < 0) {
      end = bracket; // The bracket around a number, which began with a letter perhaps.
    }
    while (end > 0 && SEPARATORS.indexOf(prefix.charAt(end - 1)) >= 0) {
      end--;
    }
    return end == 0 ? prefix : prefix.substring(0, end);
  }

  private static boolean digit(String text, int at) {
    return Character.isDigit(text.charAt(at));
  }
}
