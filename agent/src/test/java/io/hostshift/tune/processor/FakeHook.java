package io.hostshift.tune.processor;

import io.hostshift.instrument.processor.ProcessorHook;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

final class FakeHook implements ProcessorHook {
  final List<String> unreached = new ArrayList<>();
  String failure = "";
  boolean impossible;
  boolean removed;
  private int number;

  @Override
  public int number() {
    return number;
  }

  @Override
  public void answer(int processors) throws IOException {
    if (impossible) {
      throw new IOException("no hooks in this JVM");
    }
    number = processors;
  }

  @Override
  public void remove() {
    number = 0;
    removed = true;
  }

  @Override
  public String lever() {
    return number == 0 ? "hook" : "hook: 4 call sites in 2 classes";
  }

  @Override
  public String failure() {
    return failure;
  }

  @Override
  public List<String> unreached() {
    return unreached;
  }
}
