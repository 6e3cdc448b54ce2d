/**
 * What the agent costs, beside the agents that people have in their JVMs already: whole processes,
 * by the kernel's own accounts of them. {@code it/benchmark} runs all of it; its figures go to a
 * table of tab-separated values, of which {@link io.hostshift.it.cost.CostPage} makes the page.
 */
package io.hostshift.it.cost;
