package io.hostshift.it.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.Apps;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Program;
import io.hostshift.it.run.Tools;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.IntUnaryOperator;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The agent's table of known pools is what the libraries' own jars say, of the version that each
 * row names: their code is run for each number of processors, or their configuration read.
 */
class KnownPoolsIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int MOST = 100;
  private static final int[] FEW_AND_MANY = {1, 3, 24};

  private static final String TAKEN =
      """
      import java.lang.reflect.*;
      public class Taken {
        public static void main(String[] args) throws Exception {
          Class<?> type = Class.forName(args[0]);
          Object taken;
          if (args[1].contains("$")) {
            taken = type.getMethod(args[1]).invoke(null);
          } else {
            Field field = type.getDeclaredField(args[1]);
            field.setAccessible(true);
            taken = field.get(null);
          }
          System.out.println("number " + taken);
          System.exit(0);
        }
      }
      """;

  /** A row of the table. */
  record Row(String maximum, String artifact, String version, String place, String member) {
    static Row of(String line) {
      String[] columns = line.split("\t");
      String[] source = columns[4].split("[ #]");
      return new Row(columns[3], source[0], source[1], source[2], source[3]);
    }

    @Override
    public String toString() {
      return artifact + " " + member;
    }
  }

  @TempDir Path folder;

  static Stream<Row> rows() throws IOException {
    Path table =
        Tools.metrics("jmx_exporter.yml")
            .resolve("../../src/main/resources/io/hostshift/instrument/pool/known-pools.tsv")
            .normalize();
    return Files.readAllLines(table).stream().filter(line -> !line.startsWith("#")).map(Row::of);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void shouldSayWhatTheLibraryDoes(Row row) throws Exception {
    Path pom = Tools.metrics("jmx_exporter.yml").resolve("../../../pom.xml").normalize();
    assertThat(Files.readString(pom)).contains(".version>" + row.version() + "<");
    if (row.place().equals("reference.conf")) {
      assertConfigured(row);
    } else if (row.member().matches("[A-Z].*|.*[$].*")) {
      assertConstant(row);
    } else {
      assertComputed(row);
    }
  }

  /** A number that the library's own class takes when it is loaded, told so many processors. */
  private void assertConstant(Row row) throws Exception {
    Program.compile(folder, "Taken", TAKEN);
    Path libraries = Apps.folder("pool-libraries");
    assertThat(libraries.resolve(row.artifact() + "-" + row.version() + ".jar")).exists();
    for (int processors : FEW_AND_MANY) {
      try (ForkedJvm jvm =
          ForkedJvm.on(Jdk.running())
              .options("-XX:ActiveProcessorCount=" + processors)
              .main(
                  folder + File.pathSeparator + Apps.classPath(libraries),
                  "Taken",
                  row.place(),
                  row.member())
              .start()) {
        jvm.awaitExit(LIMIT);
        assertThat(jvm.out().all())
            .as("%s with %s processors: %s", row, processors, jvm)
            .contains("number " + told(row).applyAsInt(processors));
      }
    }
  }

  /** Akka's and Pekko's: the least, a factor of the processors, and the most. */
  private void assertConfigured(Row row) throws Exception {
    String text = new String(entry(row, "reference.conf"), StandardCharsets.UTF_8);
    String section = text.substring(text.indexOf("    " + row.member() + " {"));
    Matcher bounds =
        Pattern.compile(
                "fork-join-executor \\{[^}]*?\\n\\s*parallelism-min = (\\d+)[^}]*?"
                    + "\\n\\s*parallelism-factor = 1\\.0[^}]*?"
                    + "\\n\\s*parallelism-max = (\\d+)")
            .matcher(section);
    assertThat(bounds.find()).isTrue();
    assertThat(row.maximum())
        .isEqualTo("min(max(P, " + bounds.group(1) + "), " + bounds.group(2) + ")");
  }

  private void assertComputed(Row row) throws Exception {
    byte[] type = entry(row, row.place().replace('.', '/') + ".class");
    Class<?> alone =
        MethodHandles.lookup().defineHiddenClass(computationsOf(type), true).lookupClass();
    IntUnaryOperator told = told(row);
    for (int processors = 1; processors <= MOST; processors++) {
      assertThat(told.applyAsInt(processors))
          .as(processors + " processors")
          .isEqualTo(
              row.member().matches("[a-z_]+")
                  ? KnownBuilder.of(type, row.member()).size(alone, processors)
                  : alone.getMethod(row.member(), int.class).invoke(null, processors));
    }
  }

  /** The formula of a row. */
  private IntUnaryOperator told(Row row) throws Exception {
    Program.compile(
        folder,
        "Told",
        "public class Told implements java.util.function.IntUnaryOperator {"
            + " public int applyAsInt(int P) { return "
            + row.maximum().replace("max(", "Math.max(").replace("min(", "Math.min(")
            + "; } }");
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      return (IntUnaryOperator) loader.loadClass("Told").getConstructor().newInstance();
    }
  }

  /** A class with the static methods alone that compute an integer from integers. */
  private static byte[] computationsOf(byte[] type) {
    ClassReader reader = new ClassReader(type);
    ClassWriter writer = new ClassWriter(0);
    String own = KnownPoolsIT.class.getPackageName().replace('.', '/') + "/KnownComputation";
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public void visit(
              int version, int access, String was, String generic, String parent, String[] of) {
            super.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, own, null, "java/lang/Object", null);
          }

          @Override
          public FieldVisitor visitField(
              int access, String field, String descriptor, String generic, Object value) {
            return null;
          }

          @Override
          public void visitInnerClass(String inner, String outer, String simple, int access) {}

          @Override
          public void visitNestMember(String member) {}

          @Override
          public MethodVisitor visitMethod(
              int access, String method, String descriptor, String generic, String[] thrown) {
            boolean computes =
                (access & Opcodes.ACC_STATIC) != 0 && descriptor.matches("\\(I+\\)I");
            if (!computes) {
              return null;
            }
            int open = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
            MethodVisitor copy = super.visitMethod(open, method, descriptor, null, null);
            return new MethodVisitor(Opcodes.ASM9, copy) {
              @Override
              public void visitMethodInsn(
                  int opcode, String owner, String called, String with, boolean isInterface) {
                boolean itself = owner.equals(reader.getClassName());
                super.visitMethodInsn(opcode, itself ? own : owner, called, with, isInterface);
              }
            };
          }
        },
        ClassReader.SKIP_DEBUG);
    return writer.toByteArray();
  }

  private static byte[] entry(Row row, String name) throws IOException {
    try (JarFile jar = new JarFile(Tools.jar(row.artifact()).toFile());
        InputStream in = jar.getInputStream(jar.getEntry(name))) {
      return in.readAllBytes();
    }
  }
}
