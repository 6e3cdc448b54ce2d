package io.hostshift.tune.processor;

import io.hostshift.source.Reading;
import io.hostshift.source.Seldom;
import io.hostshift.source.Source;
import io.hostshift.source.file.GuestFiles;
import io.hostshift.source.firmware.Lparcfg;
import java.util.OptionalDouble;

/** The cap of a Power partition, read at each poll; only where a rule asks for it. */
public final class Entitlement {
  private final Lparcfg lparcfg;
  private final Source source;
  private Reading last;
  private OptionalDouble answered;

  public Entitlement(GuestFiles files) {
    this.lparcfg = new Lparcfg(files);
    this.source = Seldom.of(lparcfg, files.live());
  }

  /** Whether the answer has become another one since it was last asked for. */
  boolean step() {
    last = source.read(last);
    return answered != null && !answered.equals(cap());
  }

  /** See {@link io.hostshift.tune.setting.Supply#entitlement}. */
  public OptionalDouble processors() {
    if (last == null) {
      last = source.read(null);
    }
    answered = cap();
    return answered;
  }

  private OptionalDouble cap() {
    return lparcfg.page() == null ? OptionalDouble.empty() : lparcfg.page().cap();
  }
}
