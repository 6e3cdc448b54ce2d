/** That the packages install, upgrade and go, in fresh roots of the systems that they are for. */
package io.hostshift.it.packages;
