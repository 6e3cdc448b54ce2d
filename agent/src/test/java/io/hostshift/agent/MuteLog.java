package io.hostshift.agent;

import io.hostshift.report.Log;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/** A log that says nothing more: what a JVM does that has no memory left, at any place. */
final class MuteLog {
  private MuteLog() {}

  static Log create() {
    return new Log(
        new PrintStream(new ByteArrayOutputStream(), true) {
          @Override
          public void print(String line) {
            throw new OutOfMemoryError("played");
          }
        },
        Log.Level.INFO);
  }
}
