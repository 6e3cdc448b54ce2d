package io.hostshift.notice;

import io.hostshift.host.MigrationModel;
import io.hostshift.source.device.VmClock;
import io.hostshift.source.device.VmClockPage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * vmclock's two flags for a disruption to come: within about a day, and within about an hour. They
 * say neither what nor when, and no hypervisor is known that sets them. Read with the device, so
 * nothing waits here.
 */
public final class VmClockFlags implements Channel {
  private static final long HOUR_MILLIS = TimeUnit.HOURS.toMillis(1);

  private final Supplier<VmClockPage> page;
  private final LongSupplier millis;
  private Notice soon;
  private Notice imminent;

  /**
   * @param page the latest that was read; null for none
   * @param millis the clock of the epoch
   */
  public VmClockFlags(Supplier<VmClockPage> page, LongSupplier millis) {
    this.page = page;
    this.millis = millis;
  }

  @Override
  public String name() {
    return VmClock.NAME;
  }

  @Override
  public MigrationModel model() {
    return MigrationModel.TRANSPARENT;
  }

  @Override
  public List<Notice> read() {
    VmClockPage now = page.get();
    soon = now != null && now.disruptionSoon() ? soon() : null;
    imminent = now != null && now.disruptionImminent() ? imminent() : null;
    if (soon == null && imminent == null) {
      return Collections.emptyList(); // As at nearly each poll.
    }
    List<Notice> notices = new ArrayList<>(2);
    if (soon != null) {
      notices.add(soon);
    }
    if (imminent != null) {
      notices.add(imminent);
    }
    return notices;
  }

  private Notice soon() {
    return soon != null ? soon : notice("soon", "a disruption is planned, within about a day", 0);
  }

  private Notice imminent() {
    return imminent != null
        ? imminent
        : notice("imminent", "a disruption is planned, within about an hour", HOUR_MILLIS);
  }

  private Notice notice(String flag, String text, long expectMillis) {
    long now = millis.getAsLong();
    return new NoticeBuilder(name(), flag + "-" + now)
        .text(text)
        .heardAt(now)
        .expectUntil(expectMillis == 0 ? 0 : now + expectMillis)
        .build();
  }

  /** At each poll. */
  @Override
  public long restNanos() {
    return 0;
  }
}
