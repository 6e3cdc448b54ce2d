package io.hostshift.testapp.service;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

/**
 * Data of a bounded size in which every turn replaces some blocks, most of which have survived
 * several collections by then: work for all parts of a collector. A block is verified when it is
 * taken out.
 */
final class LiveSet {
  private final AtomicReferenceArray<Block> blocks;
  private final LongAdder verified = new LongAdder();
  private final LongAdder corrupted = new LongAdder();

  LiveSet(int megabytes) {
    blocks = new AtomicReferenceArray<>(Math.max(1, megabytes * (1 << 20) / Block.BYTES));
    for (int i = 0; i < blocks.length(); i++) {
      blocks.set(i, new Block(i));
    }
  }

  /** Replaces so many blocks. */
  void turn(int replacements) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    for (int i = 0; i < replacements; i++) {
      verify(blocks.getAndSet(random.nextInt(blocks.length()), new Block(random.nextLong())));
    }
  }

  /** Verifies all blocks that are in the set now. */
  void verifyAll() {
    for (int i = 0; i < blocks.length(); i++) {
      verify(blocks.get(i));
    }
  }

  Block block(int index) {
    return blocks.get(index);
  }

  long verified() {
    return verified.sum();
  }

  long corrupted() {
    return corrupted.sum();
  }

  private void verify(Block block) {
    verified.increment();
    if (!block.intact()) {
      corrupted.increment();
    }
  }
}
