/** The agent beside other agents: that each does its work, and what each costs. */
package io.hostshift.it.neighbour;
