package io.hostshift.instrument.pool;

/**
 * An integer that is computed from the number of processors, called P: {@code 2P+1}, {@code max(4,
 * P)}.
 *
 * <p>Immutable. Division rounds as Java's does.
 */
public final class Formula {
  /** What {@code availableProcessors()} returns. */
  public static final Formula PROCESSORS = new Formula(Operation.PROCESSORS, 0, null, null);

  /** A smaller of two that is as high as this is no limit that a pool meets. */
  private static final int NO_LIMIT = 1024;

  /** Code that doubles a number in turn would grow without end. */
  private static final int DEEPEST = 6;

  enum Operation {
    PROCESSORS,
    CONSTANT,
    ADD,
    SUBTRACT,
    MULTIPLY,
    DIVIDE,
    MAX,
    MIN
  }

  private final Operation operation;
  private final int value;
  private final Formula left;
  private final Formula right;
  private final int depth;

  private Formula(Operation operation, int value, Formula left, Formula right) {
    this.operation = operation;
    this.value = value;
    this.left = left;
    this.right = right;
    this.depth = left == null ? 0 : 1 + Math.max(left.depth, right.depth);
  }

  static Formula constant(int value) {
    return new Formula(Operation.CONSTANT, value, null, null);
  }

  /** Of two; null if either is unknown, or it would get too long. */
  static Formula of(Operation operation, Formula left, Formula right) {
    if (left == null || right == null || Math.max(left.depth, right.depth) >= DEEPEST) {
      return null;
    }
    if (operation == Operation.MIN && left.isConstant() && left.value >= NO_LIMIT) {
      return right;
    }
    if (operation == Operation.MIN && right.isConstant() && right.value >= NO_LIMIT) {
      return left;
    }
    if (left.isConstant() && right.isConstant()) {
      return folded(new Formula(operation, 0, left, right));
    }
    if (operation == Operation.MULTIPLY && right.isConstant()) {
      return multiple(left, right);
    }
    if (operation == Operation.MULTIPLY && left.isConstant()) {
      return multiple(right, left);
    }
    if (operation == Operation.ADD && left.isConstant()) {
      return of(operation, right, left);
    }
    boolean nothing = right.isConstant() && right.value == 0;
    if (nothing && (operation == Operation.ADD || operation == Operation.SUBTRACT)) {
      return left;
    }
    if (operation == Operation.DIVIDE && right.isConstant() && right.value == 1) {
      return left;
    }
    if (operation == Operation.ADD && right.isConstant() && right.value < 0) {
      return new Formula(Operation.SUBTRACT, 0, left, constant(-right.value));
    }
    return new Formula(operation, 0, left, right);
  }

  private static Formula folded(Formula constant) {
    try {
      return constant(constant.of(1));
    } catch (ArithmeticException e) {
      return null; // The code has no value there either, or one that no pool has.
    }
  }

  private static Formula multiple(Formula formula, Formula times) {
    if (times.value == 1) {
      return formula;
    }
    boolean nested = formula.operation == Operation.MULTIPLY && formula.left.isConstant();
    return nested
        ? of(Operation.MULTIPLY, formula.right, of(Operation.MULTIPLY, formula.left, times))
        : new Formula(Operation.MULTIPLY, 0, times, formula);
  }

  /** Whether it is a number whatever the processors. */
  boolean isConstant() {
    return operation == Operation.CONSTANT;
  }

  /**
   * Its value for so many processors.
   *
   * @throws ArithmeticException if it divides by zero then, or is out of an int's range
   */
  public int of(int processors) {
    switch (operation) {
      case PROCESSORS:
        return processors;
      case CONSTANT:
        return value;
      case ADD:
        return Math.addExact(left.of(processors), right.of(processors));
      case SUBTRACT:
        return Math.subtractExact(left.of(processors), right.of(processors));
      case MULTIPLY:
        return Math.multiplyExact(left.of(processors), right.of(processors));
      case DIVIDE:
        return left.of(processors) / right.of(processors);
      case MAX:
        return Math.max(left.of(processors), right.of(processors));
      default:
        return Math.min(left.of(processors), right.of(processors));
    }
  }

  /** Whether it has this value for so many processors. */
  boolean gives(int size, int processors) {
    try {
      return of(processors) == size;
    } catch (ArithmeticException e) {
      return false;
    }
  }

  @Override
  public String toString() {
    switch (operation) {
      case PROCESSORS:
        return "P";
      case CONSTANT:
        return Integer.toString(value);
      case ADD:
        return left + "+" + right;
      case SUBTRACT:
        return left + "-" + right.asFactor();
      case MULTIPLY:
        return left.asFactor() + right.asFactor();
      case DIVIDE:
        return left.asFactor() + "/" + right.asFactor();
      case MAX:
        return "max(" + left + ", " + right + ")";
      default:
        return "min(" + left + ", " + right + ")";
    }
  }

  private String asFactor() {
    boolean sum = operation == Operation.ADD || operation == Operation.SUBTRACT;
    return sum ? "(" + this + ")" : toString();
  }
}
