package io.hostshift.source;

import io.hostshift.host.MigrationModel;

/** That a hypervisor announces moves in the very service that a source asks. */
public final class Announcing {
  private final String hypervisor;
  private final MigrationModel model;
  private final String asked;
  private final String unasked;

  /**
   * @param hypervisor its short name
   * @param model of a VM whose service answers
   * @param asked how moves are announced, one sentence without a full stop
   * @param unasked the same where the service is not asked, or does not answer
   */
  public Announcing(String hypervisor, MigrationModel model, String asked, String unasked) {
    this.hypervisor = hypervisor;
    this.model = model;
    this.asked = asked;
    this.unasked = unasked;
  }

  public String hypervisor() {
    return hypervisor;
  }

  public MigrationModel model() {
    return model;
  }

  public String asked() {
    return asked;
  }

  public String unasked() {
    return unasked;
  }
}
