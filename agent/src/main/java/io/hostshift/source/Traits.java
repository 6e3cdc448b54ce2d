package io.hostshift.source;

import io.hostshift.host.HostProfile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is known of a source whether or not it can be read here: the class of the source has it as a
 * constant, and the catalogue has them all, so that it holds as well for identifiers that come from
 * a file or were shown long ago. Immutable.
 *
 * <p>What holds for all identifiers of a source alike is a trait of the source. What one identifier
 * says by itself is its scope; and where one says more than its scope, it is named here.
 */
public final class Traits {
  private final String name;
  private VmNaming vmNaming = VmNaming.GIVEN;
  private boolean ownCount;
  private boolean outlastsPauses;
  private boolean pinned;
  private List<String> notPinnedOn = Collections.emptyList();
  private Map<String, String> markers = Collections.emptyMap();
  private Announcing announcing;
  private boolean givenByPeople;
  private List<String> bestFirst = Collections.emptyList();
  private List<String> little = Collections.emptyList();

  private Traits(String name) {
    this.name = name;
  }

  private Traits(Traits other) {
    this.name = other.name;
    this.vmNaming = other.vmNaming;
    this.ownCount = other.ownCount;
    this.outlastsPauses = other.outlastsPauses;
    this.pinned = other.pinned;
    this.notPinnedOn = other.notPinnedOn;
    this.markers = other.markers;
    this.announcing = other.announcing;
    this.givenByPeople = other.givenByPeople;
    this.bestFirst = other.bestFirst;
    this.little = other.little;
  }

  /**
   * Of a source whose VM identifiers, if there are any, are given by the hypervisor, and whose host
   * identifiers follow the host.
   *
   * @param name as in configuration, and the first part of its identifiers' names
   */
  public static Traits named(String name) {
    return new Traits(name);
  }

  public String name() {
    return name;
  }

  public Traits namesVm(VmNaming naming) {
    Traits changed = new Traits(this);
    changed.vmNaming = naming;
    return changed;
  }

  /** How well its identifiers of the scope VM name the VM. */
  public VmNaming vmNaming() {
    return vmNaming;
  }

  public Traits countsItself() {
    Traits changed = new Traits(this);
    changed.ownCount = true;
    return changed;
  }

  /**
   * Whether its identifiers are counts of this agent, which begin anew with each: they compare with
   * nothing that was kept from before.
   */
  public boolean ownCount() {
    return ownCount;
  }

  public Traits outlastsPauses() {
    Traits changed = new Traits(this);
    changed.outlastsPauses = true;
    return changed;
  }

  /** Whether a VM that only stood still for a while shows the same as before. */
  public boolean sameAfterPause() {
    return outlastsPauses;
  }

  /**
   * @param hypervisors the short names of those on which they are not; none for wherever it is
   */
  public Traits pinnedUnlessOn(String... hypervisors) {
    Traits changed = new Traits(this);
    changed.pinned = true;
    changed.notPinnedOn = Collections.unmodifiableList(Arrays.asList(hypervisors));
    return changed;
  }

  /**
   * Whether its identifiers stay as they are for the life of a VM, wherever that goes.
   *
   * @param hypervisor its short name, or unknown
   */
  public boolean pinned(String hypervisor) {
    return pinned && !notPinnedOn.contains(hypervisor);
  }

  /**
   * @param marker the full name of a counter, and of an identifier beside which it tells a move
   */
  public Traits tellsMigrationBy(String marker, String beside) {
    Traits changed = new Traits(this);
    changed.markers = new HashMap<>(markers);
    changed.markers.put(marker, beside);
    return changed;
  }

  /**
   * Whether a new value of this counter alone, of scope EPOCH, tells that the VM was moved, and not
   * restored or paused.
   *
   * @param identifier its full name
   * @param before the profile from before the change
   */
  public boolean tellsMigration(String identifier, HostProfile before) {
    String beside = markers.get(identifier);
    return beside != null && before.identifier(beside) != null;
  }

  public Traits givenByPeople() {
    Traits changed = new Traits(this);
    changed.givenByPeople = true;
    return changed;
  }

  /**
   * @param names without the source's, such as {@code serial_number}, the one first by which people
   *     know the host best
   */
  public Traits namesHostBest(String... names) {
    Traits changed = new Traits(this);
    changed.bestFirst = full(names);
    return changed;
  }

  /**
   * How well an identifier names the host, beside others of its scope: 0 is best. An even number is
   * that of a name which people have given.
   *
   * @param identifier its full name
   */
  public int naming(String identifier) {
    int place = bestFirst.indexOf(identifier);
    return 2 * (place < 0 ? bestFirst.size() : place) + (givenByPeople ? 0 : 1);
  }

  /**
   * @param names without the source's, of identifiers that many unlike hosts share, or that are the
   *     VM's own
   */
  public Traits tellsLittleBy(String... names) {
    Traits changed = new Traits(this);
    changed.little = full(names);
    return changed;
  }

  /**
   * Whether a move may well leave it as it was, to unlike hardware too. Another value is another
   * host all the same.
   *
   * @param identifier its full name
   */
  public boolean tellsLittle(String identifier) {
    return little.contains(identifier);
  }

  private List<String> full(String... names) {
    List<String> full = new ArrayList<>();
    for (String each : names) {
      full.add(name + "." + each);
    }
    return Collections.unmodifiableList(full);
  }

  public Traits announces(Announcing how) {
    Traits changed = new Traits(this);
    changed.announcing = how;
    return changed;
  }

  /** Null if nothing is announced where this source reads. */
  public Announcing announcing() {
    return announcing;
  }
}
