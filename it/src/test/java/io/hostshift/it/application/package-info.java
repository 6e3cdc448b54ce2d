/** That applications of every kind run with the agent in them as they do without. */
package io.hostshift.it.application;
