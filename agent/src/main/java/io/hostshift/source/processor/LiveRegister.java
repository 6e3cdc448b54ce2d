package io.hostshift.source.processor;

import io.hostshift.base.UnavailableException;
import java.util.function.LongSupplier;

/** Makes a processor's register readable; tests pass one in. */
public interface LiveRegister {
  LongSupplier open() throws UnavailableException;
}
