package io.hostshift.watch;

import java.util.concurrent.TimeUnit;

/**
 * A day of a VM whose agent polls a hundred times a second, on a clock that is set forth: it moves
 * once in a quarter of an hour, and all the time sources fail, flicker and come back.
 *
 * <p>A program of its own, so that its heap is its own: it prints {@code heap BYTES} each tenth of
 * the day, after a collection, and at last {@code polls N moves N events N changes N}.
 */
public final class SimulatedDay {
  private static final long POLLS_A_SECOND = 100;
  private static final long POLLS = TimeUnit.DAYS.toSeconds(1) * POLLS_A_SECOND;
  private static final long MOVE_EACH = TimeUnit.MINUTES.toSeconds(15) * POLLS_A_SECOND;
  private static final long POLL_NANOS = TimeUnit.SECONDS.toNanos(1) / POLLS_A_SECOND;

  private final DisturbedVm vm = new DisturbedVm(24, 50);

  private SimulatedDay() {}

  private void run() {
    int moves = 0;
    for (long poll = 1; poll <= POLLS; poll++) {
      if (poll % MOVE_EACH == MOVE_EACH / 2) {
        moves++;
        vm.move(moves);
      }
      vm.disturb();
      vm.bench().poll();
      vm.bench().clock().advanceNanos(POLL_NANOS);
      if (poll % (POLLS / 10) == 0) {
        System.out.println("heap " + liveBytes());
      }
    }
    long changes = vm.bench().heard().settled().stream().mapToInt(e -> e.changes().size()).sum();
    System.out.println(
        "polls "
            + POLLS
            + " moves "
            + moves
            + " events "
            + vm.bench().heard().settled().size()
            + " changes "
            + changes);
  }

  private static long liveBytes() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  public static void main(String[] arguments) {
    new SimulatedDay().run();
  }
}
