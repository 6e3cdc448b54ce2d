/**
 * Products of others, each as it is published, under the agent on hosts that change; and the page
 * {@code docs/results/applications.md} of what came of it.
 */
package io.hostshift.it.product;
