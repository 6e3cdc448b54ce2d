package io.hostshift.host;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where this is: the hypervisor, the cloud, what is around them, and whose the host is. Immutable.
 */
public final class Platform {
  /** Nothing tells where. */
  public static final Platform UNKNOWN = new Platform(Collections.<String, String>emptyMap());

  private final Map<String, String> answers;

  private Platform(Map<String, String> answers) {
    this.answers = answers;
  }

  /** Of a hypervisor of this short name, and nothing else known. */
  public static Platform of(String hypervisor) {
    return UNKNOWN.with("hypervisor", hypervisor);
  }

  /**
   * The same with one more answer, or another one.
   *
   * @param question as in the table of platforms, such as {@code cloud}
   */
  public Platform with(String question, String answer) {
    Map<String, String> more = new TreeMap<>(answers);
    more.put(question, answer);
    return new Platform(Collections.unmodifiableMap(more));
  }

  private String answer(String question) {
    String answer = answers.get(question);
    return answer == null ? "" : answer;
  }

  /** The short name of the one right under this VM, {@link Hypervisor#UNKNOWN} if none is told. */
  public String hypervisor() {
    String name = answer("hypervisor");
    return name.isEmpty() ? Hypervisor.UNKNOWN : name;
  }

  /** The name of the cloud, or of what manages the hosts; empty if none is told. */
  public String cloud() {
    return answer("cloud");
  }

  /** The hypervisor under the host of this VM, which is then a VM itself; empty if none is told. */
  public String outer() {
    return answer("outer");
  }

  /** The kind of container that this is within the VM; empty if none is told. */
  public String container() {
    return answer("container");
  }

  /** Why this is never moved while it runs, a clause; empty where it may be. */
  public String stays() {
    return answer("stays");
  }

  /** Whether this process is known not to be root's. */
  public boolean unprivileged() {
    return answer("user").equals("other");
  }

  public ProcessorKind processor() {
    String kind = answer("processor");
    return kind.isEmpty() ? ProcessorKind.UNKNOWN : ProcessorKind.valueOf(kind);
  }

  /**
   * Whether the host is a provider's: whoever runs this VM cannot configure it, nor ask anybody to.
   */
  public boolean hired() {
    return !cloud().isEmpty() && answer("operator").isEmpty();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Platform && answers.equals(((Platform) other).answers);
  }

  @Override
  public int hashCode() {
    return answers.hashCode();
  }

  @Override
  public String toString() {
    return answers.toString();
  }
}
