/**
 * What tests of all folders use: JDKs, JVMs and programs that they start, what they ask of them and
 * read in their logs, and the hosts that they move them between. Knows no other folder.
 */
package io.hostshift.it.run;
