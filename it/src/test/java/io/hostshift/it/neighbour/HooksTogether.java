package io.hostshift.it.neighbour;

import io.hostshift.it.run.AgentView;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.JvmCommand;
import io.hostshift.it.run.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * A program that creates pools by the number of processors when it is told to, with an agent of its
 * own that has the JVM transform and redefine the pools' classes, as profilers and debuggers do.
 */
public final class HooksTogether implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(120);

  private static final String OTHER =
      """
      import java.io.*;
      import java.lang.instrument.*;
      import java.security.ProtectionDomain;
      import java.util.*;
      import java.util.concurrent.*;
      public class Other implements ClassFileTransformer {
        static final Class<?>[] POOLS = {ThreadPoolExecutor.class, ForkJoinPool.class};
        private static Instrumentation instrumentation;
        private final Map<String, byte[]> seen = new HashMap<>();
        public static void premain(String arguments, Instrumentation given) {
          instrumentation = given;
        }
        /** As a profiler that comes and goes. */
        static void transform() throws Exception {
          Other other = new Other();
          instrumentation.addTransformer(other, true);
          instrumentation.retransformClasses(POOLS);
          instrumentation.removeTransformer(other);
          instrumentation.retransformClasses(POOLS);
        }
        /** As a debugger's hot swap. */
        static void redefine() throws Exception {
          for (Class<?> type : POOLS) {
            String file = type.getName().replace('.', '/') + ".class";
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (InputStream in = ClassLoader.getSystemResourceAsStream(file)) {
              for (int next = in.read(); next >= 0; next = in.read()) {
                bytes.write(next);
              }
            }
            instrumentation.redefineClasses(new ClassDefinition(type, bytes.toByteArray()));
          }
        }
        /** Writes the two as they are now. */
        static void write(File folder) throws Exception {
          Other other = new Other();
          instrumentation.addTransformer(other, true);
          instrumentation.retransformClasses(POOLS);
          instrumentation.removeTransformer(other);
          for (Map.Entry<String, byte[]> each : other.seen.entrySet()) {
            String name = each.getKey().replace('/', '.') + ".class";
            try (OutputStream out = new FileOutputStream(new File(folder, name))) {
              out.write(each.getValue());
            }
          }
        }
        public byte[] transform(
            ClassLoader loader, String name, Class<?> type, ProtectionDomain domain, byte[] bytes) {
          if (Arrays.asList(POOLS).contains(type)) {
            seen.put(name, bytes);
          }
          return null;
        }
      }
      """;

  private static final String PROGRAM =
      """
      import java.io.*;
      import java.util.*;
      import java.util.concurrent.*;
      public class Together {
        static final List<Object> KEPT = new ArrayList<>();
        static class Fixed {
          static ThreadPoolExecutor create() {
            return (ThreadPoolExecutor)
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
          }
        }
        static class Forked {
          static ForkJoinPool create() {
            return new ForkJoinPool(Runtime.getRuntime().availableProcessors());
          }
        }
        public static void main(String[] args) throws Exception {
          Executors.newFixedThreadPool(2).submit(() -> {}).get();
          System.out.println("up");
          BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
          ThreadPoolExecutor fixed = null;
          ForkJoinPool forked = null;
          for (String line = in.readLine(); line != null; line = in.readLine()) {
            String answer = "";
            if (line.equals("create")) {
              KEPT.clear();
              KEPT.add(fixed = Fixed.create());
              KEPT.add(forked = Forked.create());
              answer = fixed.getCorePoolSize() + " " + forked.getParallelism();
              System.gc();
            } else if (line.equals("sizes")) {
              answer = fixed.getCorePoolSize() + " " + forked.getParallelism();
            } else if (line.equals("transform")) {
              Other.transform();
            } else if (line.equals("redefine")) {
              Other.redefine();
            } else if (line.equals("write")) {
              Other.write(new File(args[0]));
            }
            System.out.println(line + ": " + answer);
          }
        }
      }
      """;

  private final ForkedJvm jvm;
  private final Path written;
  private int line;

  private HooksTogether(ForkedJvm jvm, Path written) {
    this.jvm = jvm;
    this.written = written;
    jvm.out().await("up", LIMIT);
  }

  /**
   * Starts it.
   *
   * @param command with all agents that are to be in the JVM
   */
  public static HooksTogether start(JvmCommand command, Path folder) throws IOException {
    Path own = Files.createDirectories(folder.resolve("other")).toAbsolutePath();
    Path agent =
        Program.compile(own, "Other", OTHER)
            .pack(
                own.resolve("other.jar"),
                Map.of(
                    "Premain-Class",
                    "Other",
                    "Can-Retransform-Classes",
                    "true",
                    "Can-Redefine-Classes",
                    "true"));
    Program.compile(folder, "Other", OTHER);
    Program program = Program.compile(folder, "Together", PROGRAM);
    Path written = Files.createDirectories(folder.resolve("written")).toAbsolutePath();
    return new HooksTogether(
        command.options("-javaagent:" + agent).main(program, written.toString()).start(), written);
  }

  public ForkedJvm jvm() {
    return jvm;
  }

  /** Tells it to do something; what it answers. */
  public String tell(String what) {
    jvm.tell(what);
    while (true) {
      String said = jvm.out().awaitNext(line++, LIMIT);
      if (said.startsWith(what + ":")) {
        return said.substring(what.length() + 1).trim();
      }
    }
  }

  /**
   * How many of the two classes call one of the agent's. Its name may stay among the constants of a
   * class that calls it no more: the JVM puts those of both versions together.
   */
  public int hooked() throws IOException {
    tell("write");
    int hooked = 0;
    try (Stream<Path> files = Files.list(written)) {
      for (Path file : files.toList()) {
        hooked += calls(Files.readAllBytes(file)) ? 1 : 0;
      }
    }
    return hooked;
  }

  private static boolean calls(byte[] type) {
    boolean[] found = new boolean[1];
    new ClassReader(type)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String generic, String[] thrown) {
                return new MethodVisitor(Opcodes.ASM9) {
                  @Override
                  public void visitMethodInsn(
                      int opcode, String owner, String called, String with, boolean isInterface) {
                    found[0] |= owner.contains("Hostshift");
                  }
                };
              }
            },
            ClassReader.SKIP_DEBUG);
    return found[0];
  }

  /** The rows of both pools that it has created last, once they are explained. */
  public static List<Map<String, Object>> created(AgentView view, int processors) {
    view.await(
        "both pools of " + processors + " processors explained, of " + view.pools(),
        v -> rows(v, processors).size() == 2,
        Duration.ofSeconds(20));
    return rows(view, processors);
  }

  private static List<Map<String, Object>> rows(AgentView view, int processors) {
    return view.pools().stream()
        .filter(row -> row.get("creator").toString().startsWith("Together$F"))
        .filter(row -> row.get("rule").equals("P"))
        .filter(row -> Integer.valueOf(processors).equals(row.get("processorsThen")))
        .toList();
  }

  @Override
  public void close() {
    jvm.close();
  }
}
