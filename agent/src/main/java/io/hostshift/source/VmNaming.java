package io.hostshift.source;

/** How well the VM identifiers of a source name the VM, the best first. */
public enum VmNaming {
  /** An operator has chosen it. */
  CHOSEN,
  /** Given by the hypervisor, and readable by each JVM of the guest. */
  GIVEN,
  /** As given, but only root may read it: the JVMs of one guest would not agree. */
  ROOT_ONLY,
  /** They count what happened to the VM, and name none. */
  NONE
}
