package io.hostshift.hotspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hostshift.base.UnavailableException;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

class ForkJoinPoolsTest {
  private final ForkJoinPool pool = new ForkJoinPool(3);

  @AfterEach
  void shutDown() {
    pool.shutdown();
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_19)
  void shouldSetTheParallelismFrom19On() throws UnavailableException {
    assertThat(ForkJoinPools.refusal()).isNull();
    assertThat(ForkJoinPools.setParallelism(pool, 5)).isEqualTo(3);
    assertThat(pool.getParallelism()).isEqualTo(5);
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> ForkJoinPools.setParallelism(pool, 0))
        .withMessageStartingWith("the pool refuses");
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_18)
  void shouldSayThatThereIsNoLeverBefore19() {
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> ForkJoinPools.setParallelism(pool, 5))
        .withMessage("ForkJoinPool.setParallelism came with Java 19");
    assertThat(pool.getParallelism()).isEqualTo(3);
  }
}
