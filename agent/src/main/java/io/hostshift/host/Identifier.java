package io.hostshift.host;

import java.util.Objects;

/**
 * One value that was read from inside the guest and says something of the VM or of its host.
 *
 * <p>The name is {@code source.name}, its second part spelled as the origin spells it: {@code
 * kvp.PhysicalHostName}, {@code fwcfg.opt/org.test/host}. The value is never empty: an empty one
 * names nothing and is left out by its source.
 */
public final class Identifier {
  private final String name;
  private final String value;
  private final Scope scope;

  public Identifier(String name, String value, Scope scope) {
    this.name = Objects.requireNonNull(name);
    this.value = Objects.requireNonNull(value);
    this.scope = Objects.requireNonNull(scope);
    if (name.indexOf('.') < 1 || value.isEmpty()) {
      throw new IllegalArgumentException("not an identifier: " + name + "=" + value);
    }
  }

  public String name() {
    return name;
  }

  public String value() {
    return value;
  }

  public Scope scope() {
    return scope;
  }

  /** The part of the name before the first dot. */
  public String source() {
    return name.substring(0, name.indexOf('.'));
  }

  /**
   * Whether two values of one name say different things. One that stands for a value under
   * somebody's key tells nothing beside the value itself, nor beside one under another key.
   */
  public boolean differsFrom(Identifier other) {
    return !value.equals(other.value) && KeyedDigest.comparable(value, other.value);
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Identifier)) {
      return false;
    }
    Identifier that = (Identifier) other;
    return name.equals(that.name) && value.equals(that.value) && scope == that.scope;
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + value.hashCode();
  }

  @Override
  public String toString() {
    return name + "=" + value;
  }
}
