/**
 * That settings follow the host and come back: by the collector's own log, beside a JVM that is
 * started there, and under stress.
 */
package io.hostshift.it.retune;
