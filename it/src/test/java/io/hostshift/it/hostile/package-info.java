/**
 * Processes of other users that wish root's command line ill, and root's command line among them.
 */
package io.hostshift.it.hostile;
