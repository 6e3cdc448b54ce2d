package io.hostshift.boot;

/** Where the JVM enters the agent. */
public final class AgentMain {
  private AgentMain() {}
}
