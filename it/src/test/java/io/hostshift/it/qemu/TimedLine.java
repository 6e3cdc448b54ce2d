package io.hostshift.it.qemu;

import java.time.Instant;

/**
 * A line of text that came from a guest or its QEMU.
 *
 * @param at when it arrived here, by this machine's clock
 * @param text the line without its end
 */
public record TimedLine(Instant at, String text) {}
