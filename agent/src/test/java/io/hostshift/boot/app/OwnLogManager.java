package io.hostshift.boot.app;

import java.util.logging.LogManager;

/** An application's log manager that leaves a trace when it is created. */
public final class OwnLogManager extends LogManager {
  public OwnLogManager() {
    System.setProperty("hostshift.test.logManager", "created");
  }
}
