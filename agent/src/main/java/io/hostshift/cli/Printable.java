package io.hostshift.cli;

import io.hostshift.base.OneLine;

/** Text from outside, safe to print on a terminal. */
final class Printable {
  private Printable() {}

  static String of(String text) {
    return OneLine.of(text);
  }
}
