/**
 * That the agent comes, works and leaves on each JDK, with each collector, for each user, in each
 * container and namespace.
 */
package io.hostshift.it.everywhere;
