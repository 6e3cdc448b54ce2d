package io.hostshift.it.product;

import io.hostshift.it.run.JvmCommand;
import java.io.IOException;
import java.nio.file.Path;

/** How a product is started. */
@FunctionalInterface
interface Start {
  /**
   * Adds to a command what starts it.
   *
   * @param app what its module has fetched; not to be written to
   * @param folder an empty folder for all that it writes
   * @param port where it is to answer
   */
  void prepare(JvmCommand command, Path app, Path folder, int port) throws IOException;
}
