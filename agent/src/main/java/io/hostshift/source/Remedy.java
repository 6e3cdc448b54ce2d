package io.hostshift.source;

import io.hostshift.host.Platform;
import io.hostshift.host.ProcessorKind;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The one step that would make visible what could not be read, as the source gives it that knows
 * why; and where it helps. Immutable.
 */
public final class Remedy {
  private static final String ON_HOST = "on the host: ";

  private final String step;
  private boolean onHost;
  private boolean withOperator;
  private boolean byRoot;
  private List<String> hypervisors = Collections.emptyList();
  private List<String> clouds = Collections.emptyList();
  private List<String> otherClouds = Collections.emptyList();
  private List<String> containers = Collections.emptyList();
  private List<ProcessorKind> processors = Collections.emptyList();

  private Remedy(String step) {
    this.step = step;
  }

  private Remedy(Remedy other) {
    this(other.step);
    this.onHost = other.onHost;
    this.withOperator = other.withOperator;
    this.byRoot = other.byRoot;
    this.hypervisors = other.hypervisors;
    this.clouds = other.clouds;
    this.otherClouds = other.otherClouds;
    this.containers = other.containers;
    this.processors = other.processors;
  }

  /**
   * One that helps anywhere, taken by whoever runs the VM.
   *
   * @param step a command, or what to do; without a full stop
   */
  public static Remedy of(String step) {
    return new Remedy(step);
  }

  /**
   * One that is taken on the host, by its operator: of no use to the customer of a provider.
   *
   * @param step as above
   */
  public static Remedy onHost(String step) {
    Remedy changed = new Remedy(ON_HOST + step);
    changed.onHost = true;
    changed.withOperator = true;
    return changed;
  }

  /** The same, where it must be root who takes it, and in the VM itself. */
  public Remedy byRoot() {
    Remedy changed = new Remedy(this);
    changed.byRoot = true;
    return changed;
  }

  /** The same, where it is of use only once the host's operator has done something. */
  public Remedy withOperator() {
    Remedy changed = new Remedy(this);
    changed.withOperator = true;
    return changed;
  }

  /**
   * The same where it helps on these alone.
   *
   * @param names short names of hypervisors
   */
  public Remedy on(String... names) {
    Remedy changed = new Remedy(this);
    changed.hypervisors = Collections.unmodifiableList(Arrays.asList(names));
    return changed;
  }

  /**
   * The same where it helps with these alone; where the processor is not known it may.
   *
   * @param kinds of processors
   */
  public Remedy with(ProcessorKind... kinds) {
    Remedy changed = new Remedy(this);
    changed.processors = Collections.unmodifiableList(Arrays.asList(kinds));
    return changed;
  }

  /**
   * The same where it helps in these clouds alone.
   *
   * @param names an empty one for no cloud at all
   */
  public Remedy in(String... names) {
    Remedy changed = new Remedy(this);
    changed.clouds = Collections.unmodifiableList(Arrays.asList(names));
    return changed;
  }

  /**
   * The same where it helps, except in these clouds, where nobody can do it.
   *
   * @param names as above
   */
  public Remedy notIn(String... names) {
    Remedy changed = new Remedy(this);
    changed.otherClouds = Collections.unmodifiableList(Arrays.asList(names));
    return changed;
  }

  /**
   * The same where it helps in these kinds of containers alone.
   *
   * @param names as in the table of platforms
   */
  public Remedy within(String... names) {
    Remedy changed = new Remedy(this);
    changed.containers = Collections.unmodifiableList(Arrays.asList(names));
    return changed;
  }

  /** Whether it is the host's operator who takes it. */
  public boolean onHost() {
    return onHost;
  }

  public boolean helpsOn(Platform platform) {
    return !(withOperator && platform.hired())
        && (hypervisors.isEmpty() || hypervisors.contains(platform.hypervisor()))
        && (clouds.isEmpty() || clouds.contains(platform.cloud()))
        && !otherClouds.contains(platform.cloud())
        && (containers.isEmpty() || containers.contains(platform.container()))
        && (processors.isEmpty()
            || platform.processor() == ProcessorKind.UNKNOWN
            || processors.contains(platform.processor()));
  }

  /** What to do there. */
  public String step(Platform platform) {
    if (byRoot && !platform.container().isEmpty()) {
      return "in the VM, outside of this container: " + step;
    }
    boolean told = step.contains("as root");
    return byRoot && !told && platform.unprivileged() ? step + " (as root)" : step;
  }
}
