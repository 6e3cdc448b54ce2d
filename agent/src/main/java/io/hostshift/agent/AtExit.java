package io.hostshift.agent;

import io.hostshift.base.AgentThread;
import io.hostshift.base.Duty;
import io.hostshift.base.Scribe;
import io.hostshift.notice.Notices;
import io.hostshift.watch.HostWatcher;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What is done when the JVM ends: an event that is open is written down, and no hypervisor is left
 * waiting for it.
 */
final class AtExit {
  private static final long WAIT_SECONDS = 1;

  private final Thread hook;

  private AtExit(Thread hook) {
    this.hook = hook;
  }

  static AtExit register(Duty duty, HostWatcher watcher, Notices notices, List<Scribe> scribes) {
    Thread hook =
        AgentThread.of(
            "hostshift-exit",
            () -> {
              duty.orderAndWait(watcher::finish, WAIT_SECONDS);
              notices.stop();
              for (Scribe scribe : scribes) {
                scribe.flush(TimeUnit.SECONDS.toMillis(WAIT_SECONDS) / scribes.size());
              }
            });
    Runtime.getRuntime().addShutdownHook(hook);
    return new AtExit(hook);
  }

  void unregister() {
    Runtime.getRuntime().removeShutdownHook(hook);
  }
}
