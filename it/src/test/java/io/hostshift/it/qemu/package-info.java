/**
 * A guest with a JVM in it that is really moved: two QEMU processes on this machine, each with
 * values of a host of its own, and QEMU's live migration between them. Emulated (TCG), so neither
 * KVM nor root is needed; a guest boots in 10 to 100 seconds, depending on how busy the machine is.
 */
package io.hostshift.it.qemu;
