package io.hostshift.memory;

import java.util.ArrayList;
import java.util.List;

/** Keeps to what it is told, and notes the orders. */
public final class FakeKeeper implements HeapKeeper {
  private final List<String> orders = new ArrayList<>();
  private String refusal = "";
  private boolean lasts = true;
  private long kept;

  public void refuse(String reason) {
    refusal = reason;
  }

  /** As a collector that keeps to no size. */
  public void once() {
    lasts = false;
  }

  public List<String> orders() {
    return orders;
  }

  @Override
  public String lever() {
    return "fake";
  }

  @Override
  public String refusal() {
    return refusal;
  }

  @Override
  public boolean lasts() {
    return lasts;
  }

  @Override
  public void keepTo(long bytes) {
    kept = bytes;
    orders.add("keep " + bytes);
  }

  @Override
  public boolean keeps(long bytes) {
    return kept == bytes;
  }

  @Override
  public void restore() {
    kept = 0;
    orders.add("restore");
  }
}
