package io.hostshift.instrument.processor;

import java.util.HashSet;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Puts hooks in the place of the calls and references in one class file.
 *
 * <p>With byte-buddy's ASM and not its own substitution, which resolves the types of a class and so
 * loads or reads others: this runs while the JVM is loading a class, perhaps one of those. A hook
 * takes from the stack and leaves on it what the call did, so that frames stay as they are and no
 * type has to be known.
 */
final class CallSites extends ClassVisitor {
  private static final int API = Opcodes.ASM9;

  private final Hooked hooked;
  private final String answers;
  private final Set<String> constants = new HashSet<>();
  private String owner;

  private CallSites(ClassVisitor next, Hooked hooked, String answers) {
    super(API, next);
    this.hooked = hooked;
    this.answers = answers;
  }

  /**
   * Rewrites a class.
   *
   * @param answers the name of the class that hooks call, with slashes
   * @return null if there is nothing to hook in it
   * @throws RuntimeException of ASM, if it does not understand the class
   */
  static Hooked rewrite(String className, byte[] classFile, String answers) {
    ClassReader reader = new ClassReader(classFile);
    // Its constant pool is taken over, and nothing computed anew.
    ClassWriter writer = new ClassWriter(reader, 0);
    Hooked hooked = new Hooked(className);
    reader.accept(new CallSites(writer, hooked, answers), 0);
    if (hooked.sites() == 0) {
      return null;
    }
    hooked.setClassFile(writer.toByteArray());
    return hooked;
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      String signature,
      String superName,
      String[] interfaces) {
    owner = name;
    super.visit(version, access, name, signature, superName, interfaces);
  }

  @Override
  public FieldVisitor visitField(
      int access, String name, String descriptor, String signature, Object value) {
    int constant = Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;
    if ((access & constant) == constant) {
      constants.add(name);
    }
    return super.visitField(access, name, descriptor, signature, value);
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
    if (next == null) {
      return null;
    }
    MethodVisitor hooks = new HookedMethod(API, next, hooked, answers);
    return name.equals("<clinit>")
        ? new StaticInitialiser(API, hooks, hooked, owner, constants)
        : hooks;
  }
}
