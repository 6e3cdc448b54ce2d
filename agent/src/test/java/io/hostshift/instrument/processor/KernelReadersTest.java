package io.hostshift.instrument.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Proxy;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.Test;

class KernelReadersTest {
  private static final String WILDFLY = "org.wildfly.common.cpu.ProcessorInfo";

  /** As an application's loader that has one class, of which there is a file. */
  private static final class Alone extends ClassLoader {
    private final byte[] file;

    private Alone(byte[] file) {
      this.file = file;
    }

    private Class<?> define(String name) {
      return defineClass(name, file, 0, file.length);
    }

    @Override
    public InputStream getResourceAsStream(String name) {
      return new ByteArrayInputStream(file);
    }
  }

  private static Class<?> named(String name, String text) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(
        Opcodes.V1_8, Opcodes.ACC_PUBLIC, name.replace('.', '/'), null, "java/lang/Object", null);
    writer.visitField(
        Opcodes.ACC_STATIC | Opcodes.ACC_FINAL, "A", "Ljava/lang/String;", null, text);
    return new Alone(writer.toByteArray()).define(name);
  }

  private static Instrumentation loaded(Class<?>... classes) {
    return (Instrumentation)
        Proxy.newProxyInstance(
            KernelReadersTest.class.getClassLoader(),
            new Class<?>[] {Instrumentation.class},
            (proxy, method, arguments) -> classes);
  }

  @Test
  void shouldNameWhoReadsTheKernelsList() {
    assertThat(KernelReaders.in(loaded(Object.class, named(WILDFLY, "Cpus_allowed:"))))
        .containsExactly(WILDFLY + ": asks the kernel itself");
  }

  @Test
  void shouldNotNameAVersionThatAsksTheJvm() {
    assertThat(KernelReaders.in(loaded(named(WILDFLY, "availableProcessors")))).isEmpty();
  }

  @Test
  void shouldNotNameAnother() {
    assertThat(KernelReaders.in(loaded(named("com.acme.Status", "Cpus_allowed:")))).isEmpty();
  }
}
