package io.hostshift.watch;

import io.hostshift.host.MigrationModel;
import java.util.Collection;

/**
 * The migration model of a VM, from what is present, with the reason.
 *
 * <p>A model is that of the hypervisor. That an announcement is also listened to is another
 * question, and only that may slow the polling down.
 */
public final class ModelFinding {
  private final MigrationModel model;
  private final String reason;

  private ModelFinding(MigrationModel model, String reason) {
    this.model = model;
    this.reason = reason;
  }

  /**
   * @param hypervisor its short name, as the table of hypervisors gives it
   * @param readable names of the sources that can be read
   */
  public static ModelFinding of(String hypervisor, Collection<String> readable) {
    switch (hypervisor) {
      case "Azure":
        return readable.contains("azure")
            ? new ModelFinding(
                MigrationModel.COOPERATIVE,
                "Azure's Scheduled Events announce a freeze and wait for an answer")
            : transparent("Azure announces moves in its metadata service, which is not asked here");
      case "GCE":
        return readable.contains("gce")
            ? new ModelFinding(
                MigrationModel.NOTIFY_ONLY,
                "GCE's metadata server announces maintenance a minute before")
            : transparent("GCE announces moves in its metadata server, which is not asked here");
      case "VMware":
        return transparent(
            "vSphere waits for applications only where its administrator has allowed that");
      case "PowerVM":
        return transparent("PowerVM asks the drmgr hooks of the guest, and none is installed");
      default:
        return transparent("nothing here announces a move");
    }
  }

  private static ModelFinding transparent(String reason) {
    return new ModelFinding(MigrationModel.TRANSPARENT, reason);
  }

  public MigrationModel model() {
    return model;
  }

  /** One sentence without a full stop. */
  public String reason() {
    return reason;
  }
}
