package io.hostshift.hotspot;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.base.Architecture;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects as they were seen in JVMs of 17 and 21, and what is not quite one. */
class GangLayoutTest {
  private static final int GANG = 0x100;
  private static final int LIST = 0x200;
  private static final int NAME = 0x300;
  private static final int WORKERS = 0x400;
  private static final int WORKER_NAMES = 0x3000;

  /** Where a NamedThread has its name, and where it ends. */
  private static final int THREAD_NAME = 656;

  private static final int THREAD_SIZE = 680;
  private static final int STARTED = 8;

  private final FakeMemory memory = new FakeMemory(0x4000);

  private static long address(int at) {
    return FakeMemory.START + at;
  }

  /** A set of 8 workers, of which 7 were created and took part in the last pause. */
  private void write(GangLayout layout) {
    boolean gang = layout == GangLayout.WORK_GANG;
    memory.content.putLong(GANG + (gang ? 8 : 16), address(LIST));
    memory.content.putInt(GANG + (gang ? 16 : 24), STARTED);
    memory.content.putInt(GANG + (gang ? 20 : 32), 7);
    memory.content.putInt(GANG + (gang ? 24 : 28), 7);
    memory.content.putLong(GANG + (gang ? 32 : 8), address(NAME));
    memory.string(NAME, "GC Thread");
    for (int i = 0; i < 7; i++) {
      int worker = WORKERS + i * 0x400;
      memory.content.putLong(LIST + 8 * i, address(worker));
      memory.content.putLong(worker + THREAD_NAME, address(WORKER_NAMES + i * 0x20));
      memory.content.putLong(worker + THREAD_SIZE, address(GANG) + (gang ? 0 : 40));
      memory.string(WORKER_NAMES + i * 0x20, "GC Thread#" + i);
    }
  }

  private boolean matches(GangLayout layout, long at) {
    return layout.matches(
        at, STARTED, new WorkerThreadType(THREAD_NAME, THREAD_SIZE), new ConstantMemory(memory));
  }

  @ParameterizedTest
  @EnumSource
  void shouldRecogniseTheSetOfWorkers(GangLayout layout) {
    write(layout);

    assertThat(matches(layout, address(GANG))).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void shouldNotTakeTheOtherLayoutForIt(GangLayout layout) {
    write(layout == GangLayout.WORK_GANG ? GangLayout.WORKER_THREADS : GangLayout.WORK_GANG);

    assertThat(matches(layout, address(GANG))).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void shouldNotTakeAnyOtherAddressForIt(GangLayout layout) {
    write(layout);

    for (int at = 0; at < 0x4000; at += 8) {
      assertThat(matches(layout, address(at))).as("at %x", at).isEqualTo(at == GANG);
    }
    assertThat(matches(layout, address(GANG) + 4)).isFalse();
    assertThat(matches(layout, 0)).isFalse();
    assertThat(matches(layout, -8)).isFalse();
    assertThat(matches(layout, 8)).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void shouldRefuseASetThatDiffersInAnyDetail(GangLayout layout) {
    List<Consumer<FakeMemory>> changes = new ArrayList<>();
    changes.add(m -> m.content.putInt(GANG + layout.limit, 9));
    changes.add(m -> m.content.putInt(GANG + layout.limit, 0));
    changes.add(m -> m.content.putInt(GANG + layout.active, 8));
    changes.add(m -> m.content.putInt(GANG + layout.active, 0));
    changes.add(m -> m.string(NAME, "G1 Conc"));
    changes.add(m -> m.string(NAME, "GC Thread "));
    changes.add(m -> m.content.putLong(LIST + 8, address(WORKERS)));
    changes.add(m -> m.content.putLong(LIST + 16, 0));
    changes.add(m -> m.string(WORKER_NAMES + 6 * 0x20, "GC Thread#7"));
    changes.add(m -> m.content.putLong(WORKERS + THREAD_SIZE, address(GANG) + 8));
    for (Consumer<FakeMemory> change : changes) {
      write(layout);
      change.accept(memory);
      assertThat(matches(layout, address(GANG))).as("change %d", changes.indexOf(change)).isFalse();
    }
    write(layout);
    assertThat(matches(layout, address(GANG))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 11, 16, 18, 22, 24, 28})
  void shouldHaveNoLayoutOfAVersionOnWhichItWasNotProven(int version) {
    assertThat(GangLayout.of(Architecture.X86_64, version)).isNull();
  }

  @ParameterizedTest
  @EnumSource(value = Architecture.class, mode = EnumSource.Mode.EXCLUDE, names = "X86_64")
  void shouldHaveNoLayoutOfAProcessorOnWhichItWasNotProven(Architecture architecture) {
    assertThat(GangLayout.of(architecture, 25)).isNull();
    assertThat(MarkerLimit.provenOn(architecture, 25)).isFalse();
  }

  @Test
  void shouldSetThreeNumbersInARowFrom21On() {
    GangLayout layout = GangLayout.of(Architecture.X86_64, 21);
    assertThat(layout.oneStore()).isFalse();
    assertThat(layout.created).isEqualTo(layout.limit + Integer.BYTES);
    assertThat(layout.active).isEqualTo(layout.created + Integer.BYTES);
  }

  @Test
  void shouldSetBothNumbersWithOneStoreOn17() {
    assertThat(GangLayout.of(Architecture.X86_64, 17).oneStore()).isTrue();
    assertThat(
            GangLayout.of(Architecture.X86_64, 17).active
                - GangLayout.of(Architecture.X86_64, 17).limit)
        .isEqualTo(Integer.BYTES);
    assertThat(GangLayout.of(Architecture.X86_64, 17).limit % Long.BYTES).isZero();
  }
}
