package io.hostshift.agent;

import io.hostshift.base.Duty;
import io.hostshift.base.Log;
import io.hostshift.notice.Notice;
import io.hostshift.notice.NoticeBoard;
import io.hostshift.source.kernel.KernelEvents;
import io.hostshift.watch.BlockingStep;
import io.hostshift.watch.BlockingThread;
import io.hostshift.watch.BlockingWatch;
import io.hostshift.watch.HostWatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** What makes the agent poll before it is time: an answer that was waited for, a hint, a notice. */
final class Triggers {
  private final Duty duty;
  private final Log log;
  private final List<BlockingThread> blockingThreads = new ArrayList<>();
  private final AtomicBoolean hinted = new AtomicBoolean();
  private KernelEvents kernelEvents;

  Triggers(Duty duty, Log log) {
    this.duty = duty;
    this.log = log;
  }

  /** Reads the sources that may keep a thread waiting, each on one of its own. */
  void await(BlockingWatch blocking, HostWatcher watcher) {
    for (BlockingStep step : blocking.steps()) {
      blockingThreads.add(BlockingThread.start(step, watcher, () -> takeAnswers(blocking), log));
    }
  }

  private void takeAnswers(BlockingWatch blocking) {
    if (blocking.hasAnswers()) {
      duty.hurry();
    }
  }

  /** Listens to the kernel, as far as that is set and can be. */
  void listen(Setup setup) {
    kernelEvents = setup.kernelEvents(this::hint);
  }

  /** Something may have happened to the VM: everything is read soon, once for many hints. */
  private void hint(String reason) {
    if (log.debugs()) {
      log.debug("polls at once: " + reason);
    }
    hurryBlocking();
    if (hinted.compareAndSet(false, true)) {
      duty.order(() -> hinted.set(false));
      duty.hurry();
    }
  }

  /**
   * What was announced may happen at once: polled now, and closely from now on. The sources that
   * wait are read as soon as they may, since what they know may have changed with it.
   */
  void heard(List<Notice> news, NoticeBoard board) {
    hurryBlocking();
    duty.order(() -> board.take(news));
    duty.hurry();
  }

  private void hurryBlocking() {
    for (BlockingThread thread : blockingThreads) {
      thread.hurry();
    }
  }

  /** The numbers of the Java threads that it has started. */
  List<Long> threadIds() {
    List<Long> ids = new ArrayList<>();
    for (BlockingThread thread : blockingThreads) {
      ids.add(thread.id());
    }
    if (kernelEvents != null) {
      ids.add(kernelEvents.threadId());
    }
    return ids;
  }

  void stop() {
    if (kernelEvents != null) {
      kernelEvents.stop();
    }
    for (BlockingThread thread : blockingThreads) {
      thread.stop();
    }
  }
}
