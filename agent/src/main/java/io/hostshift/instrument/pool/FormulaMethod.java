package io.hostshift.instrument.pool;

import io.hostshift.instrument.pool.Formula.Operation;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Follows the integers of one method. The stack holds what is known of the topmost operands, empty
 * for a value that is not; below its end nothing is known either. An instruction that is not
 * understood therefore clears it.
 */
final class FormulaMethod extends MethodVisitor {
  /** Of an object that has a number, such as an Integer, an AtomicInteger or a library's own. */
  private static final List<String> UNBOXING = Arrays.asList("intValue", "get", "getAsInt");

  private final FormulaReader reader;
  private final String method;
  private final String descriptor;
  private final List<FoundFormula> used;
  private final int before;
  private final ArrayDeque<Optional<Formula>> stack = new ArrayDeque<>();
  private final Map<Integer, Formula> locals = new HashMap<>();
  private int line;
  private int firstLine = Integer.MAX_VALUE;
  private int lastLine;

  /**
   * @param used gets what is computed here
   */
  FormulaMethod(FormulaReader reader, String method, String descriptor, List<FoundFormula> used) {
    super(Opcodes.ASM9);
    this.reader = reader;
    this.method = method;
    this.descriptor = descriptor;
    this.used = used;
    this.before = used.size();
  }

  private boolean holdsNumber() {
    return !stack.isEmpty() && stack.peek().isPresent();
  }

  private void push(Formula formula) {
    stack.push(Optional.ofNullable(formula));
  }

  private Formula pop() {
    return stack.isEmpty() ? null : stack.pop().orElse(null);
  }

  /** A value has got where it is used: it is what the code was after. */
  private Formula use(Formula formula) {
    if (formula != null && !formula.isConstant()) {
      used.add(new FoundFormula(formula, method, line));
    }
    return formula;
  }

  private void forget() {
    while (!stack.isEmpty()) {
      use(pop());
    }
  }

  private void compute(Operation operation) {
    Formula right = pop();
    Formula left = pop();
    Formula result = Formula.of(operation, left, right);
    if (result == null) {
      use(left);
      use(right);
    }
    push(result);
  }

  /** By a power of two: what javac's and people's shifts mean. */
  private void shift(Operation operation) {
    Formula by = pop();
    boolean readable = by != null && by.isConstant() && by.of(1) >= 0 && by.of(1) < 16;
    push(readable ? Formula.constant(1 << by.of(1)) : null);
    compute(operation);
  }

  @Override
  public void visitLineNumber(int number, Label start) {
    line = number;
    firstLine = Math.min(firstLine, number);
    lastLine = Math.max(lastLine, number);
  }

  @Override
  public void visitFrame(int type, int locals, Object[] local, int stacked, Object[] values) {
    forget(); // Another branch arrives here.
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.ICONST_5) {
      push(Formula.constant(opcode - Opcodes.ICONST_0));
      return;
    }
    switch (opcode) {
      case Opcodes.IADD:
        compute(Operation.ADD);
        break;
      case Opcodes.ISUB:
        compute(Operation.SUBTRACT);
        break;
      case Opcodes.IMUL:
        compute(Operation.MULTIPLY);
        break;
      case Opcodes.IDIV:
        compute(Operation.DIVIDE);
        break;
      case Opcodes.ISHL:
        shift(Operation.MULTIPLY);
        break;
      case Opcodes.ISHR:
      case Opcodes.IUSHR:
        shift(Operation.DIVIDE);
        break;
      case Opcodes.ACONST_NULL:
      case Opcodes.LCONST_0:
      case Opcodes.LCONST_1:
        push(null);
        break;
      case Opcodes.DUP:
        Formula top = pop();
        push(top);
        push(top);
        break;
      case Opcodes.POP:
        pop();
        break;
      case Opcodes.IRETURN:
        Formula result = use(pop());
        if (descriptor.equals("()I")) {
          reader.remember(reader.owner(), "()" + method, result);
        }
        forget();
        break;
      default:
        forget();
    }
  }

  @Override
  public void visitIntInsn(int opcode, int operand) {
    if (opcode == Opcodes.NEWARRAY) {
      pop();
      push(null);
    } else {
      push(Formula.constant(operand));
    }
  }

  @Override
  public void visitVarInsn(int opcode, int variable) {
    if (opcode == Opcodes.ILOAD) {
      push(locals.get(variable));
    } else if (opcode < Opcodes.ISTORE) {
      push(null);
    } else if (opcode == Opcodes.ISTORE) {
      locals.put(variable, use(pop()));
    } else {
      use(pop());
      locals.remove(variable);
    }
  }

  @Override
  public void visitIincInsn(int variable, int increment) {
    Formula grown = Formula.of(Operation.ADD, locals.get(variable), Formula.constant(increment));
    locals.put(variable, use(grown));
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    if (opcode == Opcodes.NEW) {
      push(null);
    } else if (opcode != Opcodes.CHECKCAST) {
      pop();
      push(null);
    }
  }

  @Override
  public void visitFieldInsn(int opcode, String type, String name, String kind) {
    if (opcode == Opcodes.PUTSTATIC || opcode == Opcodes.PUTFIELD) {
      reader.remember(type, name, use(pop()));
      if (opcode == Opcodes.PUTFIELD) {
        pop();
      }
      return;
    }
    if (opcode == Opcodes.GETFIELD) {
      pop();
    }
    push(kind.equals("I") ? reader.known(type, name) : null);
  }

  @Override
  public void visitMethodInsn(
      int opcode, String type, String name, String called, boolean isInterface) {
    boolean math = type.equals("java/lang/Math") && called.equals("(II)I");
    if (math && (name.equals("max") || name.equals("min"))) {
      compute(name.equals("max") ? Operation.MAX : Operation.MIN);
      return;
    }
    boolean boxes = type.equals("java/lang/Integer") && name.equals("valueOf");
    if (boxes || (UNBOXING.contains(name) && called.equals("()I") && holdsNumber())) {
      return;
    }
    take(called);
    if (opcode != Opcodes.INVOKESTATIC) {
      use(pop());
    }
    if (FormulaReader.asks(name, called)) {
      push(Formula.PROCESSORS);
    } else if (!called.endsWith(")V")) {
      push(called.equals("()I") ? reader.known(type, "()" + name) : null);
    }
  }

  private void take(String called) {
    for (int i = Type.getArgumentTypes(called).length; i > 0; i--) {
      use(pop());
    }
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String called, net.bytebuddy.jar.asm.Handle handle, Object... arguments) {
    take(called);
    push(null);
  }

  @Override
  public void visitLdcInsn(Object value) {
    push(value instanceof Integer ? Formula.constant((Integer) value) : null);
  }

  @Override
  public void visitJumpInsn(int opcode, Label label) {
    forget();
  }

  @Override
  public void visitTableSwitchInsn(int least, int most, Label otherwise, Label... labels) {
    forget();
  }

  @Override
  public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
    forget();
  }

  @Override
  public void visitMultiANewArrayInsn(String type, int dimensions) {
    forget();
  }

  @Override
  public void visitEnd() {
    for (FoundFormula formula : used.subList(before, used.size())) {
      formula.firstLine = Math.min(firstLine, lastLine);
      formula.lastLine = lastLine;
    }
  }
}
