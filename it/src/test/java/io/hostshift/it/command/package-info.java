/** The command line as people use it: its answers, its time, and what it says to wrong use. */
package io.hostshift.it.command;
