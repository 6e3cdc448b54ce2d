package io.hostshift.tune.processor;

import java.lang.management.ManagementFactory;
import java.util.function.BooleanSupplier;

/** Whether this JVM was given a flag, where its own flags cannot be read. Looked at once. */
public final class CommandLine implements BooleanSupplier {
  private final String flag;
  private Boolean given;

  public CommandLine(String flag) {
    this.flag = flag;
  }

  /** Also by an environment variable such as {@code JAVA_TOOL_OPTIONS}. */
  @Override
  public synchronized boolean getAsBoolean() {
    if (given == null) {
      given = false;
      for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
        given |= argument.startsWith("-XX:" + flag + "=");
      }
    }
    return given;
  }
}
