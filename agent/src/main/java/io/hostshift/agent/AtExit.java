package io.hostshift.agent;

import io.hostshift.base.Duty;
import io.hostshift.notice.Notices;
import io.hostshift.watch.HostWatcher;

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

  static AtExit register(Duty duty, HostWatcher watcher, Notices notices) {
    Thread hook =
        new Thread(
            () -> {
              duty.orderAndWait(watcher::finish, WAIT_SECONDS);
              notices.stop();
            },
            "hostshift-exit");
    hook.setContextClassLoader(null);
    Runtime.getRuntime().addShutdownHook(hook);
    return new AtExit(hook);
  }

  void unregister() {
    Runtime.getRuntime().removeShutdownHook(hook);
  }
}
