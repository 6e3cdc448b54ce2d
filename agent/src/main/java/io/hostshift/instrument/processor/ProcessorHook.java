package io.hostshift.instrument.processor;

import java.io.IOException;
import java.util.List;

/**
 * Answers in the JVM's stead how many processors there are.
 *
 * <p>Nothing of the JVM is changed, and nothing of what changes it is loaded, before the first
 * number is set. Numbers are set by one thread, whose time it takes; everything else may be called
 * by any.
 */
public interface ProcessorHook {
  /** The number that is answered; 0 while the JVM's own answer holds. */
  int number();

  /**
   * Sets the number that is answered from now on. The first call hooks all classes, which takes the
   * JVM a second or so.
   *
   * @param processors from 1 on, or 0 for the JVM's own answer
   * @throws IOException if this JVM cannot be hooked, with the reason
   */
  void answer(int processors) throws IOException;

  /**
   * Takes every hook out: the classes' bytes are as before, and whoever has kept a handle or a
   * reference gets the JVM's own answer from it.
   *
   * @throws IOException if some could not be taken out, with the reason; they answer as the JVM
   */
  void remove() throws IOException;

  /** By what mechanism, and how far it reaches. */
  String lever();

  /** Empty, or how many classes could not be hooked, and why the first could not. */
  String failure();

  /**
   * What keeps an earlier number, by name: static final fields that were set by it, and method
   * references and handles that were made before. Candidates: a field may hold something else.
   */
  List<String> unreached();
}
