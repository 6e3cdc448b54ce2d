/** That the application works on, whatever breaks, hangs or is missing below the agent. */
package io.hostshift.it.fault;
