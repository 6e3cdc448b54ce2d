/** The agent beside other agents: that each does its work. */
package io.hostshift.it.neighbour;
