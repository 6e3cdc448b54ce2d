package io.hostshift.tune;

import io.hostshift.tune.setting.Setting;
import io.hostshift.tune.setting.Target;
import java.io.IOException;

/** From where to where the settings were moved last: what an undo goes back to. */
final class LastMove {
  private Target to;
  private Target from;

  /** A retuning for as many processors as before is no other move. */
  void aimAt(Target target) {
    if (to == null || to.processors() != target.processors()) {
      from = to;
      to = target;
    }
  }

  void forget() {
    to = null;
    from = null;
  }

  /** To where it was before; to its start if this was the first move. */
  void undo(Setting setting) throws IOException {
    if (from == null) {
      setting.restore();
    } else {
      setting.move(from);
    }
  }
}
