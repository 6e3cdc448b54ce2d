package io.hostshift.base;

/** A clock that only goes forward; its zero means nothing. */
public interface NanoClock {
  long nanos();
}
