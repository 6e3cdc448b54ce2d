package io.hostshift.instrument.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.instrument.ClassFiles;
import java.lang.reflect.Field;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallSitesTest {
  private static final String ANSWERS = ProcessorAnswer.class.getName().replace('.', '/');
  private static final int SYSTEM = Runtime.getRuntime().availableProcessors();
  private static final int OTHER = SYSTEM + 41;

  @AfterEach
  void letTheJvmAnswer() throws Exception {
    answer(0);
  }

  @Test
  void shouldGiveTheNumberThatIsSetToWhoeverAsks() throws Exception {
    Supplier<int[]> asking = rewritten();
    answer(OTHER);

    assertThat(asking.get()).hasSize(8).containsOnly(OTHER);
  }

  @Test
  void shouldGiveTheJvmsOwnAnswerWhileNoneIsSet() throws Exception {
    assertThat(rewritten().get()).containsOnly(SYSTEM);
  }

  @Test
  void shouldNameTheStaticFinalFieldsThatAreSetByTheNumber() throws Exception {
    assertThat(hooked().fields()).containsExactly("PROCESSORS", "DOUBLED");
  }

  @Test
  void shouldLeaveAClassAloneThatOnlyHasTheName() throws Exception {
    byte[] naming = ClassFiles.of(NamedIn.class.getClassLoader(), NamedIn.class.getName());

    assertThat(NamedIn.classFile(naming)).isTrue();
    assertThat(CallSites.rewrite("NamedIn", naming, ANSWERS)).isNull();
  }

  /** Its serial form must be one that another JVM understands. */
  @Test
  void shouldLeaveASerializableReferenceAlone() throws Exception {
    Set<String> targets = new TreeSet<>();
    new ClassReader(hooked().takeClassFile())
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String generic, String[] thrown) {
                return name.equals("serializable") ? new References(targets) : null;
              }
            },
            0);

    assertThat(targets).containsExactly("java/lang/Runtime");
  }

  private static final class References extends MethodVisitor {
    private final Set<String> targets;

    private References(Set<String> targets) {
      super(Opcodes.ASM9);
      this.targets = targets;
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String descriptor, Handle bootstrap, Object... arguments) {
      targets.add(((Handle) arguments[1]).getOwner());
    }
  }

  private static Hooked hooked() throws Exception {
    byte[] classFile = ClassFiles.of(Asking.class.getClassLoader(), Asking.class.getName());
    return CallSites.rewrite(Asking.class.getName().replace('.', '/'), classFile, ANSWERS);
  }

  /** In a loader of its own, which has the JVM verify it. */
  @SuppressWarnings("unchecked")
  private static Supplier<int[]> rewritten() throws Exception {
    byte[] bytes = hooked().takeClassFile();
    ClassLoader loader =
        new ClassLoader(CallSitesTest.class.getClassLoader()) {
          @Override
          protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return name.equals(Asking.class.getName())
                ? defineClass(name, bytes, 0, bytes.length)
                : super.loadClass(name, resolve);
          }
        };
    var constructor = loader.loadClass(Asking.class.getName()).getDeclaredConstructor();
    constructor.setAccessible(true);
    return (Supplier<int[]>) constructor.newInstance();
  }

  private static void answer(int number) throws Exception {
    Field field = ProcessorAnswer.class.getDeclaredField("number");
    field.setAccessible(true);
    field.setInt(null, number);
  }
}
