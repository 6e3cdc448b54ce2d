package io.hostshift.instrument.processor;

import java.util.Set;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Notes the static final fields that an initialiser sets by the number of processors: after each
 * call, the first that it sets. A guess that needs no analysis, and names the field to look at.
 */
final class StaticInitialiser extends MethodVisitor {
  private final Hooked hooked;
  private final String owner;
  private final Set<String> constants;
  private int sitesSeen;

  /**
   * @param owner the class, with slashes
   * @param constants its static final fields
   */
  StaticInitialiser(
      int api, MethodVisitor next, Hooked hooked, String owner, Set<String> constants) {
    super(api, next);
    this.hooked = hooked;
    this.owner = owner;
    this.constants = constants;
    this.sitesSeen = hooked.sites();
  }

  @Override
  public void visitFieldInsn(int opcode, String fieldOwner, String name, String descriptor) {
    super.visitFieldInsn(opcode, fieldOwner, name, descriptor);
    if (opcode == Opcodes.PUTSTATIC && fieldOwner.equals(owner) && hooked.sites() > sitesSeen) {
      sitesSeen = hooked.sites();
      if (constants.contains(name)) {
        hooked.addField(name);
      }
    }
  }
}
