package io.hostshift.instrument.pool;

import io.hostshift.base.UnavailableException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** What the methods of a class return, by their names and lines. */
final class ReturnedTypes extends ClassVisitor {
  static final ReturnedTypes NONE = new ReturnedTypes();

  private static final class Returned {
    private final String method;
    private final String type;
    private int firstLine = Integer.MAX_VALUE;
    private int lastLine;

    private Returned(String method, String type) {
      this.method = method;
      this.type = type;
    }

    private boolean in(StackTraceElement frame) {
      int at = frame.getLineNumber();
      boolean within = lastLine == 0 || at <= 0 || (at >= firstLine && at <= lastLine);
      return within && method.equals(frame.getMethodName());
    }
  }

  private final List<Returned> methods = new ArrayList<>();

  private ReturnedTypes() {
    super(Opcodes.ASM9);
  }

  /**
   * Of a class.
   *
   * @throws UnavailableException if this is no class file that can be read
   */
  static ReturnedTypes read(byte[] classFile) throws UnavailableException {
    try {
      ReturnedTypes types = new ReturnedTypes();
      new ClassReader(classFile).accept(types, ClassReader.SKIP_FRAMES);
      return types;
    } catch (RuntimeException e) {
      throw new UnavailableException("its class file cannot be read: " + e, e);
    }
  }

  /** Of the methods in which this frame may be, with dots. */
  Set<String> in(StackTraceElement frame) {
    Set<String> types = new HashSet<>();
    for (Returned returned : methods) {
      if (returned.in(frame)) {
        types.add(returned.type);
      }
    }
    return Collections.unmodifiableSet(types);
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String generic, String[] exceptions) {
    Type type = Type.getReturnType(descriptor);
    if (type.getSort() != Type.OBJECT) {
      return null;
    }
    Returned returned = new Returned(name, type.getClassName());
    methods.add(returned);
    return new MethodVisitor(Opcodes.ASM9) {
      @Override
      public void visitLineNumber(int line, Label start) {
        returned.firstLine = Math.min(returned.firstLine, line);
        returned.lastLine = Math.max(returned.lastLine, line);
      }
    };
  }
}
