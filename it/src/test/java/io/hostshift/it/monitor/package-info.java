/**
 * The agent as people look at it: JFR, JMX clients, Prometheus and OpenTelemetry, with the real
 * programs.
 */
package io.hostshift.it.monitor;
