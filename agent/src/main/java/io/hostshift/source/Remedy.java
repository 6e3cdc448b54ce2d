package io.hostshift.source;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The one step that would make visible what could not be read, as the source gives it that knows
 * why; and the hypervisors on which it helps.
 */
public final class Remedy {
  private final String step;
  private final List<String> hypervisors;

  private Remedy(String step, List<String> hypervisors) {
    this.step = step;
    this.hypervisors = Collections.unmodifiableList(hypervisors);
  }

  /**
   * One that helps anywhere.
   *
   * @param step a command, or what is to be done on the host; without a full stop
   */
  public static Remedy of(String step) {
    return new Remedy(step, Collections.<String>emptyList());
  }

  /**
   * The same where it helps on these alone.
   *
   * @param names short names, unknown among them where it may help there
   */
  public Remedy on(String... names) {
    return new Remedy(step, Arrays.asList(names));
  }

  public String step() {
    return step;
  }

  boolean helpsOn(String hypervisor) {
    return hypervisors.isEmpty() || hypervisors.contains(hypervisor);
  }
}
