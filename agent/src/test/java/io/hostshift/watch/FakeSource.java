package io.hostshift.watch;

import io.hostshift.host.Capacity;
import io.hostshift.host.Identifier;
import io.hostshift.source.Reading;
import io.hostshift.source.Source;
import io.hostshift.source.Traits;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** A source that says what it is told to; the same instance again while that does not change. */
public final class FakeSource implements Source {
  private final String name;
  private final Deque<Reading> before = new ArrayDeque<>();
  private Reading now = Reading.absent("not told yet");
  private int reads;

  public FakeSource(String name) {
    this.name = name;
  }

  public FakeSource says(Identifier... identifiers) {
    return gives(Reading.of(Arrays.asList(identifiers)));
  }

  /** For one read, before what it says else. */
  public FakeSource saysOnce(Identifier... identifiers) {
    return givesOnce(Reading.of(Arrays.asList(identifiers)));
  }

  public FakeSource measures(int processors, long memoryLimit) {
    return gives(Reading.of(new Capacity(processors, processors, 0, 1L << 34, memoryLimit)));
  }

  public FakeSource fails() {
    return gives(Reading.failed("fails as told"));
  }

  public FakeSource gives(Reading reading) {
    now = reading;
    return this;
  }

  public FakeSource givesOnce(Reading reading) {
    before.add(reading);
    return this;
  }

  public int reads() {
    return reads;
  }

  @Override
  public Traits traits() {
    return Traits.named(name);
  }

  @Override
  public boolean blocking() {
    return false;
  }

  @Override
  public Reading read(Reading last) {
    reads++;
    Reading said = before.isEmpty() ? now : before.poll();
    return said.sameAs(last) ? last : said;
  }
}
