package io.hostshift.it.pool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * How a constructor of OpenSearch computes the size of the pool of a name: its instructions from
 * that name to the constructor of the pool's builder, which gets a fixed size as its first integer.
 */
final class KnownBuilder {
  private interface Step {
    void run(Class<?> alone, int processors, Deque<Integer> stack) throws Exception;
  }

  private final List<Step> steps = new ArrayList<>();
  private boolean complete;

  private KnownBuilder() {}

  static KnownBuilder of(byte[] type, String pool) {
    KnownBuilder builder = new KnownBuilder();
    new ClassReader(type)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String generic, String[] thrown) {
                return name.equals("<init>") ? builder.new Constructor(pool) : null;
              }
            },
            0);
    return builder;
  }

  /**
   * The size with so many processors.
   *
   * @param alone a class with the computations that are called
   */
  int size(Class<?> alone, int processors) throws Exception {
    if (!complete) {
      throw new AssertionError("no such pool");
    }
    Deque<Integer> stack = new ArrayDeque<>();
    for (Step step : steps) {
      step.run(alone, processors, stack);
    }
    return stack.getLast();
  }

  private final class Constructor extends MethodVisitor {
    private final String pool;
    private int processors = -1;
    private boolean asked;
    private boolean reading;

    private Constructor(String pool) {
      super(Opcodes.ASM9);
      this.pool = pool;
    }

    @Override
    public void visitLdcInsn(Object value) {
      if (value.equals(pool) && !complete) {
        reading = true;
        steps.clear(); // It is named twice: for the table, and for the builder.
      }
    }

    @Override
    public void visitInsn(int opcode) {
      if (!reading) {
        return;
      }
      if (opcode >= Opcodes.ICONST_M1 && opcode <= Opcodes.ICONST_5) {
        push(opcode - Opcodes.ICONST_0);
      } else if (opcode == Opcodes.IMUL) {
        steps.add((alone, of, stack) -> stack.push(stack.pop() * stack.pop()));
      }
    }

    @Override
    public void visitIntInsn(int opcode, int operand) {
      if (reading) {
        push(operand);
      }
    }

    private void push(int value) {
      steps.add((alone, of, stack) -> stack.push(value));
    }

    @Override
    public void visitVarInsn(int opcode, int variable) {
      if (opcode == Opcodes.ISTORE && asked && processors < 0) {
        processors = variable;
      }
      if (reading && opcode == Opcodes.ILOAD) {
        if (variable != processors) {
          throw new AssertionError(pool + " is sized by another variable");
        }
        steps.add((alone, of, stack) -> stack.push(of));
      }
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      asked |= name.equals("allocatedProcessors");
      if (reading && name.equals("<init>")) {
        reading = false;
        complete = true;
      } else if (reading && descriptor.equals("(III)I")) {
        steps.add(
            (alone, of, stack) -> {
              int last = stack.pop();
              int middle = stack.pop();
              stack.push(
                  (Integer)
                      alone
                          .getMethod(name, int.class, int.class, int.class)
                          .invoke(null, stack.pop(), middle, last));
            });
      }
    }
  }
}
