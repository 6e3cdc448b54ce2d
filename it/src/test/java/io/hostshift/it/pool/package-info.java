/** That thread pools of applications are seen, resized where asked, and come back. */
package io.hostshift.it.pool;
