package io.hostshift.instrument.pool;

import io.hostshift.instrument.pool.Formula.Operation;

/** Reads a formula as people write it: {@code P*3/2+1}, {@code min(max(P, 8), 64)}. */
final class FormulaText {
  private final String text;
  private int at;

  private FormulaText(String text) {
    this.text = text.replace(" ", "");
  }

  /**
   * Reads all of it.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Formula parse(String text) {
    FormulaText reading = new FormulaText(text);
    Formula formula = reading.sum();
    if (formula == null || reading.at < reading.text.length()) {
      throw new IllegalArgumentException("\"" + text + "\" is no formula of P");
    }
    return formula;
  }

  private Formula sum() {
    Formula left = product();
    while (next('+') || next('-')) {
      Operation operation = text.charAt(at - 1) == '+' ? Operation.ADD : Operation.SUBTRACT;
      left = Formula.of(operation, left, product());
    }
    return left;
  }

  private Formula product() {
    Formula left = factor();
    while (next('*') || next('/')) {
      Operation operation = text.charAt(at - 1) == '*' ? Operation.MULTIPLY : Operation.DIVIDE;
      left = Formula.of(operation, left, factor());
    }
    return left;
  }

  private Formula factor() {
    if (next('P')) {
      return Formula.PROCESSORS;
    }
    if (next('(')) {
      Formula inner = sum();
      return next(')') ? inner : null;
    }
    if (text.startsWith("max(", at) || text.startsWith("min(", at)) {
      return ofTwo(text.startsWith("max(", at) ? Operation.MAX : Operation.MIN);
    }
    int from = at;
    while (at < text.length() && Character.isDigit(text.charAt(at))) {
      at++;
    }
    return at == from ? null : Formula.constant(Integer.parseInt(text.substring(from, at)));
  }

  private Formula ofTwo(Operation operation) {
    at += "max(".length();
    Formula left = sum();
    Formula right = next(',') ? sum() : null;
    return next(')') ? Formula.of(operation, left, right) : null;
  }

  private boolean next(char wanted) {
    boolean found = at < text.length() && text.charAt(at) == wanted;
    at += found ? 1 : 0;
    return found;
  }
}
