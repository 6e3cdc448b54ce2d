/**
 * Flags and structures of the HotSpot that this process runs, found through what HotSpot publishes
 * about itself for debuggers, and without any native library.
 *
 * <p>Reading goes through {@code /proc/self/mem}, where a wrong address is an error and not a
 * crash. Writing goes through the JVM's internal Unsafe, from Java state, so that no write can land
 * inside a collector's pause; it is limited to {@link io.hostshift.hotspot.ProvenWrite}.
 */
package io.hostshift.hotspot;
