package io.hostshift.instrument.pool;

import io.hostshift.base.UnavailableException;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Adds a call to the end of a pool's constructors: {@code CreatedPools.created(this, core,
 * maximum)}.
 *
 * <p>Only constructors that begin with the size and do not hand over to another one of the class
 * are touched, so that each pool is told of once. The code is otherwise copied as it is: no branch
 * is added, and no frame changes.
 */
final class CreationProbe extends ClassVisitor {
  private final String told;
  private String owner;
  private String superclass;
  private int probes;

  private CreationProbe(ClassWriter writer, String told) {
    super(Opcodes.ASM9, writer);
    this.told = told;
  }

  /**
   * @param told the class to be called
   * @return the class file with the calls
   * @throws UnavailableException if there is no such constructor, or this is no class file that can
   *     be read
   */
  static byte[] add(byte[] classFile, String told) throws UnavailableException {
    try {
      ClassReader reader = new ClassReader(classFile);
      ClassWriter writer = new ClassWriter(reader, 0);
      CreationProbe probe = new CreationProbe(writer, told.replace('.', '/'));
      reader.accept(probe, 0);
      if (probe.probes == 0) {
        throw new UnavailableException("no constructor of " + probe.owner + " is as expected");
      }
      return writer.toByteArray();
    } catch (RuntimeException e) {
      throw new UnavailableException("a class of this JDK cannot be read: " + e, e);
    }
  }

  @Override
  public void visit(
      int version, int access, String name, String generic, String parent, String[] interfaces) {
    owner = name;
    superclass = parent;
    super.visit(version, access, name, generic, parent, interfaces);
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String generic, String[] exceptions) {
    MethodVisitor copy = super.visitMethod(access, name, descriptor, generic, exceptions);
    if (!name.equals("<init>") || !descriptor.startsWith("(I")) {
      return copy;
    }
    return new Constructor(copy, descriptor.startsWith("(II") ? 2 : 1);
  }

  private final class Constructor extends MethodVisitor {
    private final int maximum;
    private boolean first;

    private Constructor(MethodVisitor copy, int maximum) {
      super(Opcodes.ASM9, copy);
      this.maximum = maximum;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String type, String name, String descriptor, boolean isInterface) {
      if (opcode == Opcodes.INVOKESPECIAL && name.equals("<init>") && type.equals(superclass)) {
        first = true;
      }
      super.visitMethodInsn(opcode, type, name, descriptor, isInterface);
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode == Opcodes.RETURN && first) {
        probes++;
        super.visitVarInsn(Opcodes.ALOAD, 0);
        super.visitVarInsn(Opcodes.ILOAD, 1);
        super.visitVarInsn(Opcodes.ILOAD, maximum);
        super.visitMethodInsn(
            Opcodes.INVOKESTATIC, told, "created", "(Ljava/lang/Object;II)V", false);
      }
      super.visitInsn(opcode);
    }

    @Override
    public void visitMaxs(int stack, int locals) {
      super.visitMaxs(Math.max(stack, 3), locals);
    }
  }
}
