/**
 * Places of a test's own to run a JVM in: containers, control groups, namespaces, covered folders,
 * files that hang.
 */
package io.hostshift.it.place;
