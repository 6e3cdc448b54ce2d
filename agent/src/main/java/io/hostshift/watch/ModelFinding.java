package io.hostshift.watch;

import io.hostshift.host.Hypervisor;
import io.hostshift.host.MigrationModel;
import io.hostshift.source.Announcing;
import io.hostshift.source.Traits;
import io.hostshift.source.catalog.SourceCatalog;
import java.util.Collection;
import java.util.Map;

/**
 * The migration model of a VM, from what is present, with the reason.
 *
 * <p>The model is the hypervisor's. Whether the agent also listens to its announcements is another
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
    for (Traits source : SourceCatalog.ALL) {
      Announcing announcing = source.announcing();
      if (announcing != null && announcing.hypervisor().equals(hypervisor)) {
        return readable.contains(source.name())
            ? new ModelFinding(announcing.model(), announcing.asked())
            : transparent(announcing.unasked());
      }
    }
    switch (hypervisor) {
      case Hypervisor.VMWARE:
        return transparent(
            "vSphere waits for applications only where its administrator has allowed that");
      case Hypervisor.POWERVM:
        return transparent("PowerVM asks the drmgr hooks of the guest, and none has called here");
      default:
        return transparent("nothing here announces a move beforehand");
    }
  }

  /**
   * As {@link #of(String, Collection)}, but that what is really heard tells more than the name of a
   * hypervisor.
   *
   * @param heard the channels of notices that work by now, and how moves are announced there
   */
  public static ModelFinding of(
      String hypervisor, Collection<String> readable, Map<String, MigrationModel> heard) {
    ModelFinding found = of(hypervisor, readable);
    for (Map.Entry<String, MigrationModel> channel : heard.entrySet()) {
      MigrationModel model = channel.getValue();
      if (model != MigrationModel.TRANSPARENT
          && (found.model == MigrationModel.TRANSPARENT || model == MigrationModel.COOPERATIVE)) {
        String waits =
            model == MigrationModel.COOPERATIVE
                ? "announces moves and waits for an answer"
                : "announces moves";
        found = new ModelFinding(model, channel.getKey() + " is heard, which " + waits);
      }
    }
    return found;
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
