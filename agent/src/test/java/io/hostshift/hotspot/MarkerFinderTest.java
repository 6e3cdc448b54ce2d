package io.hostshift.hotspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hostshift.base.UnavailableException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Objects as they were seen in JVMs of 17, 25 and 27, and what is not quite one. */
class MarkerFinderTest {
  private static final int AT_START = 3;
  private static final int HEAP = 0x100;
  private static final int HEAP_SIZE = 0x200;
  private static final int FIRST_WORD = HEAP + 0x80;
  private static final int SECOND_WORD = HEAP + 0x100;
  private static final int MARKING = 0x1000;
  private static final int SET = MARKING + 0x708;
  private static final int NUMBER = SET + 8;
  private static final int MOST = SET + 12;
  private static final int DRIVER = 0x3000;
  private static final int DRIVER_NAME = 0x3800;
  private static final int OWN_FIELD = 16;
  private static final int GANG = 0x4000;
  private static final int GANG_NAME = 0x4100;
  private static final int LIST = 0x4200;
  private static final int WORKERS = 0x5000;
  private static final int WORKER_NAMES = 0x6800;
  private static final int THREAD_NAME = 656;
  private static final int THREAD_SIZE = 680;
  private static final int OTHER = 0x7000;

  private final FakeMemory memory = new FakeMemory(0x8000);

  private static long address(int at) {
    return FakeMemory.START + at;
  }

  /** Three markers, of which two were made, and one took part in the last cycle. */
  private void write(GangLayout layout) {
    boolean gang = layout == GangLayout.WORK_GANG;
    memory.content.putLong(FIRST_WORD, address(MARKING));
    memory.content.putLong(SECOND_WORD, address(MARKING));
    memory.content.putLong(MARKING, address(DRIVER));
    memory.content.putLong(MARKING + 8, address(HEAP));
    memory.content.putLong(DRIVER + THREAD_NAME, address(DRIVER_NAME));
    memory.string(DRIVER_NAME, "G1 Main Marker");
    memory.content.putLong(DRIVER + THREAD_SIZE + OWN_FIELD, address(MARKING));
    memory.content.putLong(SET, address(GANG));
    memory.content.putInt(NUMBER, 1);
    memory.content.putInt(MOST, AT_START);
    memory.content.putLong(GANG + (gang ? 8 : 16), address(LIST));
    memory.content.putInt(GANG + layout.limit, AT_START);
    memory.content.putInt(GANG + layout.active, 1);
    memory.content.putInt(GANG + (gang ? 24 : 28), 2);
    memory.content.putLong(GANG + (gang ? 32 : 8), address(GANG_NAME));
    memory.string(GANG_NAME, "G1 Conc");
    for (int i = 0; i < 2; i++) {
      int worker = WORKERS + i * 0x400;
      memory.content.putLong(LIST + 8 * i, address(worker));
      memory.content.putLong(worker + THREAD_NAME, address(WORKER_NAMES + i * 0x20));
      memory.content.putLong(worker + THREAD_SIZE, address(GANG) + (gang ? 0 : 40));
      memory.string(WORKER_NAMES + i * 0x20, "G1 Conc#" + i);
    }
    memory.content.putLong(OTHER, 0);
    memory.content.putLong(SET - 0x100, 0);
  }

  private long find(GangLayout layout, boolean late) throws IOException {
    return MarkerFinder.find(
        address(HEAP),
        HEAP_SIZE,
        layout,
        late,
        AT_START,
        new WorkerThreadType(THREAD_NAME, THREAD_SIZE),
        new ConstantMemory(memory));
  }

  private void assertRefused(GangLayout layout, Object what, String reason) {
    assertThatExceptionOfType(UnavailableException.class)
        .as("change %s", what)
        .isThrownBy(() -> find(layout, false))
        .withMessage(reason);
  }

  @ParameterizedTest
  @EnumSource
  void shouldFindTheNumberBehindTheSetOfMarkers(GangLayout layout) throws IOException {
    write(layout);

    assertThat(find(layout, false)).isEqualTo(address(MOST));
    assertThat(find(layout, true)).isEqualTo(address(MOST));
  }

  @ParameterizedTest
  @EnumSource
  void shouldFindItWhateverItIsAtPresent(GangLayout layout) throws IOException {
    for (int most = 1; most <= AT_START; most++) {
      write(layout);
      memory.content.putInt(MOST, most);
      assertThat(find(layout, false)).isEqualTo(address(MOST));
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldRefuseAMarkingThatDiffersInAnyDetail(GangLayout layout) {
    List<Consumer<FakeMemory>> changes = new ArrayList<>();
    changes.add(m -> m.content.putLong(MARKING + 8, address(HEAP) + 8));
    changes.add(m -> m.content.putLong(MARKING, address(0x2000)));
    changes.add(m -> m.content.putLong(MARKING, 0));
    changes.add(m -> m.string(DRIVER_NAME, "G1 Main Marker "));
    changes.add(m -> m.string(DRIVER_NAME, "G1 Service"));
    changes.add(m -> m.content.putLong(DRIVER + THREAD_SIZE + OWN_FIELD, address(GANG)));
    for (Consumer<FakeMemory> change : changes) {
      write(layout);
      change.accept(memory);
      assertRefused(layout, changes.indexOf(change), "the marking does not look as expected");
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldRefuseMarkersThatDifferInAnyDetail(GangLayout layout) {
    List<Consumer<FakeMemory>> changes = new ArrayList<>();
    changes.add(m -> m.content.putInt(NUMBER, 0));
    changes.add(m -> m.content.putInt(NUMBER, AT_START + 1));
    changes.add(m -> m.content.putInt(MOST, 0));
    changes.add(m -> m.content.putInt(MOST, AT_START + 1));
    changes.add(m -> m.content.putLong(SET, 0));
    changes.add(m -> m.content.putLong(SET, address(GANG) + 4));
    changes.add(m -> m.content.putInt(GANG + layout.limit, AT_START - 1));
    changes.add(m -> m.content.putInt(GANG + layout.active, 3));
    changes.add(m -> m.string(GANG_NAME, "GC Thread"));
    changes.add(m -> m.string(WORKER_NAMES + 0x20, "G1 Conc#2"));
    changes.add(m -> m.content.putLong(WORKERS + THREAD_SIZE, address(GANG) + 8));
    changes.add(m -> m.content.putLong(LIST + 8, 0));
    for (Consumer<FakeMemory> change : changes) {
      write(layout);
      change.accept(memory);
      assertRefused(layout, changes.indexOf(change), "the markers do not look as expected");
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldRefuseTwoPlacesThatLookAlike(GangLayout layout) {
    write(layout);
    memory.content.putLong(SET - 0x100, address(GANG));
    memory.content.putInt(NUMBER - 0x100, 1);
    memory.content.putInt(MOST - 0x100, 2);

    assertRefused(layout, "", "two places look like the number of markers");
  }

  @ParameterizedTest
  @EnumSource
  void shouldRefuseTwoMarkings(GangLayout layout) {
    write(layout);
    memory.content.putLong(SECOND_WORD, address(OTHER));
    memory.content.putLong(OTHER, address(DRIVER));
    memory.content.putLong(OTHER + 8, address(HEAP));
    memory.content.putLong(DRIVER + THREAD_SIZE, address(OTHER));

    assertRefused(layout, "", "the marking does not look as expected");
  }

  @Test
  void shouldKnowThatNoneAreMadeAsYet() throws IOException {
    write(GangLayout.WORKER_THREADS);
    memory.content.putLong(MARKING, 0);

    assertThat(find(GangLayout.WORKER_THREADS, true)).isEqualTo(MarkerFinder.NOT_MADE);
  }

  @Test
  void shouldReadNothingThatIsNotMapped() throws IOException {
    write(GangLayout.WORKER_THREADS);
    memory.content.putLong(HEAP, 0x10);
    memory.content.putLong(HEAP + 8, -8);
    memory.content.putLong(HEAP + 16, address(0x8000));

    assertThat(find(GangLayout.WORKER_THREADS, false)).isEqualTo(address(MOST));
  }
}
