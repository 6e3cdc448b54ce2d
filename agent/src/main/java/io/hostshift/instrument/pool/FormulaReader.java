package io.hostshift.instrument.pool;

import io.hostshift.base.UnavailableException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Finds what a class computes from the number of processors, by reading its code.
 *
 * <p>It asks for them where it calls a method named {@code availableProcessors} or {@code
 * getAvailableProcessors} without parameters, of whatever class: libraries have their own beside
 * {@code Runtime}. The code is followed in a straight line, through local variables, and through
 * integer fields and methods without parameters, of the same class and of those it refers to. What
 * depends on a branch or on floating point is not understood; P itself is found then.
 */
final class FormulaReader extends ClassVisitor {
  /** Reading stops there: a class may refer to very many others. */
  private static final int MOST_OTHERS = 64;

  /** What is known of other classes, by their internal names. */
  interface Others {
    Map<String, Formula> known(String className);
  }

  private final Others others;
  private final Map<String, Formula> known = new HashMap<>();
  private final Set<String> asked = new HashSet<>();
  private List<FoundFormula> used = new ArrayList<>();
  private String owner;

  private FormulaReader(Others others) {
    super(Opcodes.ASM9);
    this.others = others;
  }

  /**
   * What the class computes by itself.
   *
   * @throws UnavailableException if this is no class file that can be read
   */
  static ClassFormulas read(byte[] classFile) throws UnavailableException {
    return read(classFile, null);
  }

  /**
   * What the class computes by itself, and with what it gets from others.
   *
   * @throws UnavailableException if this is no class file that can be read
   */
  static ClassFormulas read(byte[] classFile, Others others) throws UnavailableException {
    try {
      ClassReader file = new ClassReader(classFile);
      if (others == null && !asks(file)) {
        return ClassFormulas.NONE;
      }
      FormulaReader reader = new FormulaReader(others);
      // Twice, because a field's initialiser may stand behind the code that uses the field.
      file.accept(reader, 0);
      reader.used = new ArrayList<>();
      file.accept(reader, 0);
      return new ClassFormulas(reader.used, reader.known);
    } catch (RuntimeException e) {
      throw new UnavailableException("its class file cannot be read: " + e, e);
    }
  }

  /** Only classes whose constant pool has the name are worth the reading. */
  private static boolean asks(ClassReader reader) {
    char[] buffer = new char[reader.getMaxStringLength()];
    for (int i = 1; i < reader.getItemCount(); i++) {
      int at = reader.getItem(i);
      boolean nameAndType = at > 0 && reader.readByte(at - 1) == 12;
      if (nameAndType && asks(reader.readUTF8(at, buffer), reader.readUTF8(at + 2, buffer))) {
        return true;
      }
    }
    return false;
  }

  /** Whether this asks for the number, as an integer or as an object that has it. */
  static boolean asks(String method, String descriptor) {
    return (descriptor.equals("()I") || descriptor.startsWith("()L"))
        && (method.equals("availableProcessors") || method.equals("getAvailableProcessors"));
  }

  @Override
  public void visit(
      int version, int access, String name, String generic, String parent, String[] interfaces) {
    owner = name;
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String generic, String[] exceptions) {
    return new FormulaMethod(this, name, descriptor, used);
  }

  /** What a field or a method gives, in this class or another one; null if that is not known. */
  Formula known(String type, String name) {
    if (type.equals(owner)) {
      return known.get(name);
    }
    boolean ask =
        others != null
            && !Explainer.ofTheJdk(type.replace('/', '.'))
            && (asked.contains(type) || asked.size() < MOST_OTHERS);
    if (!ask) {
      return null;
    }
    asked.add(type);
    return others.known(type).get(name);
  }

  void remember(String type, String name, Formula formula) {
    if (type.equals(owner) && formula != null && !formula.isConstant()) {
      known.put(name, formula);
    }
  }

  String owner() {
    return owner;
  }
}
