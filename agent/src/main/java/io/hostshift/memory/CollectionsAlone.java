package io.hostshift.memory;

/** Serial, CMS and Parallel: nothing lasts, they give back when they are asked to collect. */
final class CollectionsAlone implements HeapKeeper {
  private final HeapRelease release;
  private long kept;

  CollectionsAlone(HeapRelease release) {
    this.release = release;
  }

  @Override
  public String lever() {
    return "full collections";
  }

  @Override
  public String refusal() {
    return release.incapable();
  }

  @Override
  public boolean lasts() {
    return false;
  }

  @Override
  public void keepTo(long bytes) {
    kept = bytes;
  }

  @Override
  public boolean keeps(long bytes) {
    return kept == bytes;
  }

  @Override
  public void restore() {
    kept = 0;
  }
}
