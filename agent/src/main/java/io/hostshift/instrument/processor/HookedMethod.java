package io.hostshift.instrument.processor;

import net.bytebuddy.jar.asm.ConstantDynamic;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Hooks one method's calls, references and look-ups. */
final class HookedMethod extends MethodVisitor {
  private static final String RUNTIME = "java/lang/Runtime";
  private static final String NUMBER = "()I";
  private static final String OF_RUNTIME = "(Ljava/lang/Runtime;)I";
  private static final String REFLECTED = "java/lang/reflect/Method";
  private static final String LOOKUP = "java/lang/invoke/MethodHandles$Lookup";
  private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";

  /** Bit of the flags that {@code altMetafactory} takes as its fourth argument. */
  private static final int SERIALIZABLE = 1;

  /** What the shuffling around {@code Method.invoke} needs beyond its own three words. */
  private static final int MORE_STACK = 2;

  private final Hooked hooked;
  private final String answers;
  private int moreStack;

  HookedMethod(int api, MethodVisitor next, Hooked hooked, String answers) {
    super(api, next);
    this.hooked = hooked;
    this.answers = answers;
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    if (asks(owner, name, descriptor)) {
      call("of", OF_RUNTIME);
    } else if (owner.equals(REFLECTED) && name.equals("invoke")) {
      reflected(opcode, owner, name, descriptor);
    } else if (owner.equals(LOOKUP) && looksUp(name)) {
      call(name, "(L" + LOOKUP + ";" + descriptor.substring(1));
    } else {
      super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
      if (owner.equals(NamedIn.BEAN_SOURCE) && name.equals(NamedIn.BEAN_METHOD)) {
        call("of", "(I)I");
      }
    }
  }

  private static boolean asks(String owner, String name, String descriptor) {
    return owner.equals(RUNTIME) && name.equals(NamedIn.METHOD) && descriptor.equals(NUMBER);
  }

  private static boolean looksUp(String name) {
    return name.equals("findVirtual") || name.equals("bind") || name.equals("unreflect");
  }

  private void call(String name, String descriptor) {
    super.visitMethodInsn(Opcodes.INVOKESTATIC, answers, name, descriptor, false);
    hooked.addSite();
  }

  /** Keeps the method below its own three operands, for a look at it afterwards. */
  private void reflected(int opcode, String owner, String name, String descriptor) {
    moreStack = MORE_STACK;
    // method receiver arguments
    super.visitInsn(Opcodes.DUP2_X1);
    super.visitInsn(Opcodes.POP2);
    // receiver arguments method
    super.visitInsn(Opcodes.DUP_X2);
    super.visitInsn(Opcodes.DUP_X2);
    super.visitInsn(Opcodes.POP);
    // method method receiver arguments
    super.visitMethodInsn(opcode, owner, name, descriptor, false);
    call("of", "(Ljava/lang/reflect/Method;Ljava/lang/Object;)Ljava/lang/Object;");
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    super.visitMaxs(maxStack + moreStack, maxLocals);
  }

  @Override
  public void visitLdcInsn(Object value) {
    super.visitLdcInsn(constant(value));
  }

  @Override
  public void visitInvokeDynamicInsn(
      String name, String descriptor, Handle bootstrap, Object... arguments) {
    Object[] changed = serializable(bootstrap, arguments) ? arguments : constants(arguments);
    super.visitInvokeDynamicInsn(name, descriptor, bootstrap, changed);
  }

  /** Its serial form would name a class that other JVMs do not have. */
  private static boolean serializable(Handle bootstrap, Object[] arguments) {
    return bootstrap.getOwner().equals(METAFACTORY)
        && bootstrap.getName().equals("altMetafactory")
        && arguments.length > 3
        && arguments[3] instanceof Integer
        && ((Integer) arguments[3] & SERIALIZABLE) != 0;
  }

  private Object[] constants(Object[] values) {
    Object[] changed = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      changed[i] = constant(values[i]);
    }
    return changed;
  }

  private Object constant(Object value) {
    if (value instanceof Handle) {
      return handle((Handle) value);
    }
    return value instanceof ConstantDynamic ? dynamic((ConstantDynamic) value) : value;
  }

  private Handle handle(Handle handle) {
    if (!asks(handle.getOwner(), handle.getName(), handle.getDesc())) {
      return handle;
    }
    hooked.addReference();
    return new Handle(Opcodes.H_INVOKESTATIC, answers, "of", OF_RUNTIME, false);
  }

  private ConstantDynamic dynamic(ConstantDynamic constant) {
    Object[] arguments = new Object[constant.getBootstrapMethodArgumentCount()];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] = constant.getBootstrapMethodArgument(i);
    }
    return new ConstantDynamic(
        constant.getName(),
        constant.getDescriptor(),
        constant.getBootstrapMethod(),
        constants(arguments));
  }
}
