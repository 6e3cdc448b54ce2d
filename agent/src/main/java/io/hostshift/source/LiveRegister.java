package io.hostshift.source;

import io.hostshift.nativeaccess.UnavailableException;
import java.util.function.LongSupplier;

/** Makes a processor's register readable; tests pass one in. */
interface LiveRegister {
  LongSupplier open() throws UnavailableException;
}
