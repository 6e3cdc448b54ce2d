package io.hostshift.it.run;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks tests of what might hurt an application. {@link SafetyTable} writes down what came of each
 * of their invocations.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface SafetyCases {
  /** What the tests of the class try. */
  Kind value();

  /** A kind of case, in the order of the table. */
  enum Kind {
    /** A combination of JDK, collector, way of loading, user and image. */
    CELL,
    /** Another agent, or what an application brings along. */
    NEIGHBOUR,
    /** Something that breaks below the agent. */
    FAULT,
    /** Input made to do harm. */
    HOSTILE,
    /** Something that goes on for long. */
    LONG_RUN
  }
}
