/** That the hooked number of processors reaches whoever asks for it, and hinders nobody. */
package io.hostshift.it.hook;
