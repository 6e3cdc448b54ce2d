package io.hostshift.watch;

import io.hostshift.host.HostProfile;
import java.util.ArrayList;
import java.util.List;

/** Notes what it hears. */
public final class FakeListener implements EventListener {
  private final List<Event> changed = new ArrayList<>();
  private final List<Event> settled = new ArrayList<>();
  private final List<HostProfile> learned = new ArrayList<>();

  @Override
  public void changed(Event event) {
    changed.add(event);
  }

  @Override
  public void settled(Event event) {
    settled.add(event);
  }

  @Override
  public void learned(HostProfile profile) {
    learned.add(profile);
  }

  /** Profiles that showed more of the host, without an event. */
  public List<HostProfile> learned() {
    return learned;
  }

  public List<Event> changed() {
    return changed;
  }

  public List<Event> settled() {
    return settled;
  }

  /** The latest state of the latest event. */
  public Event last() {
    return changed.get(changed.size() - 1);
  }
}
