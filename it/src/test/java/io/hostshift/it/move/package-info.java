/** That a move is noticed, announced and answered, over restarts and restores too. */
package io.hostshift.it.move;
