package io.hostshift.instrument.pool;

/** A formula in the code of a class, and where it stands. */
final class FoundFormula {
  final Formula formula;
  final String method;
  final int line;

  /** The lines of the method, 0 if the class file names none. */
  int firstLine;

  int lastLine;

  FoundFormula(Formula formula, String method, int line) {
    this.formula = formula;
    this.method = method;
    this.line = line;
  }

  /** Whether it stands in the method that this frame is in; by its name alone without lines. */
  boolean inMethodOf(StackTraceElement frame) {
    int at = frame.getLineNumber();
    boolean within = lastLine == 0 || at <= 0 || (at >= firstLine && at <= lastLine);
    return within && method.equals(frame.getMethodName());
  }

  @Override
  public String toString() {
    return formula + " in " + method + ":" + line;
  }
}
