package io.hostshift.it.hook;

import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.spi.ToolProvider;

/**
 * A program that asks for the number of processors in every way that it can, each time that it is
 * told to, and says what it was told. It has an agent of its own, which sees the bytes of classes.
 */
final class HookRoutes implements AutoCloseable {
  private static final String ASKER =
      """
      public class Asker implements java.util.function.IntSupplier {
        public int getAsInt() {
          return Runtime.getRuntime().availableProcessors();
        }
      }
      """;

  /** Not loaded before the program is asked for the second time. */
  private static final String LATER =
      """
      public class Later {
        static final int CONSTANT = Runtime.getRuntime().availableProcessors();
        static int ask() {
          return Runtime.getRuntime().availableProcessors();
        }
      }
      """;

  private static final String BYTES =
      """
      import java.io.*;
      import java.lang.instrument.*;
      import java.security.ProtectionDomain;
      public class Bytes implements ClassFileTransformer {
        private static Instrumentation instrumentation;
        private final String name;
        private final String file;
        private Bytes(String name, String file) {
          this.name = name.replace('.', '/');
          this.file = file;
        }
        public static void premain(String arguments, Instrumentation given) {
          instrumentation = given;
        }
        /** Writes a class file as the JVM shows it to an agent. */
        static void write(Class<?> type, String phase) throws Exception {
          Bytes bytes = new Bytes(type.getName(), phase + "-" + type.getSimpleName() + ".class");
          instrumentation.addTransformer(bytes, true);
          instrumentation.retransformClasses(type);
          instrumentation.removeTransformer(bytes);
        }
        static int loaded(String prefix) {
          int count = 0;
          for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            count += type.getName().startsWith(prefix) ? 1 : 0;
          }
          return count;
        }
        public byte[] transform(
            ClassLoader loader, String seen, Class<?> type, ProtectionDomain domain, byte[] bytes) {
          if (name.equals(seen)) {
            try (FileOutputStream out = new FileOutputStream(file)) {
              out.write(bytes);
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          }
          return null;
        }
      }
      """;

  private static final String PROGRAM =
      """
      import java.io.*;
      import java.lang.invoke.*;
      import java.lang.management.*;
      import java.lang.reflect.*;
      import java.util.concurrent.*;
      import java.util.function.*;
      import javax.management.ObjectName;

      public class Routes {
        static final int CONSTANT = Runtime.getRuntime().availableProcessors();
        static final IntSupplier LAMBDA = () -> Runtime.getRuntime().availableProcessors();
        static final IntSupplier REFERENCE_FROM_BEFORE = Runtime.getRuntime()::availableProcessors;
        static final Method METHOD = method(Runtime.class, "availableProcessors");
        static final IntSupplier FROM_BEFORE = askerOf(new Alone());

        /** Has no parent but the JDK's loader, and no class file to show. */
        static class Alone extends ClassLoader {
          Alone() {
            super(null);
          }
          Class<?> define(byte[] bytes) {
            return defineClass("Asker", bytes, 0, bytes.length);
          }
        }

        static Method method(Class<?> type, String name) {
          try {
            return type.getMethod(name);
          } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
          }
        }

        static byte[] askersBytes() {
          try (InputStream in = Routes.class.getResourceAsStream("/Asker.class")) {
            byte[] bytes = new byte[in.available()];
            new DataInputStream(in).readFully(bytes);
            return bytes;
          } catch (IOException e) {
            throw new IllegalStateException(e);
          }
        }

        static IntSupplier askerOf(Alone loader) {
          try {
            return (IntSupplier) loader.define(askersBytes()).getDeclaredConstructor().newInstance();
          } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
          }
        }

        static int compiled() {
          return Runtime.getRuntime().availableProcessors();
        }

        static int referenceOfAny(ToIntFunction<Runtime> reference) {
          return reference.applyAsInt(Runtime.getRuntime());
        }

        static int hidden() throws Exception {
          MethodHandles.Lookup lookup = MethodHandles.lookup();
          Class<?> options = Class.forName("java.lang.invoke.MethodHandles$Lookup$ClassOption");
          Object made = MethodHandles.Lookup.class
              .getMethod("defineHiddenClass", byte[].class, boolean.class,
                  Array.newInstance(options, 0).getClass())
              .invoke(lookup, askersBytes(), true, Array.newInstance(options, 0));
          Class<?> type = ((MethodHandles.Lookup) made).lookupClass();
          return ((IntSupplier) type.getDeclaredConstructor().newInstance()).getAsInt();
        }

        static int inModule() throws Exception {
          return ((IntSupplier) Class.forName("asking.ModuleAsker")
              .getDeclaredConstructor().newInstance()).getAsInt();
        }

        static int workStealing() {
          ExecutorService pool = Executors.newWorkStealingPool();
          try {
            return ((ForkJoinPool) pool).getParallelism();
          } finally {
            pool.shutdown();
          }
        }

        static int forkJoin() {
          ForkJoinPool pool = new ForkJoinPool();
          try {
            return pool.getParallelism();
          } finally {
            pool.shutdown();
          }
        }

        interface Route {
          Object ask() throws Throwable;
        }

        static void say(String name, Route route) throws Throwable {
          System.out.println(name + "=" + route.ask());
        }

        static void ask(String phase, boolean again) throws Throwable {
          Runtime runtime = Runtime.getRuntime();
          MethodHandles.Lookup lookup = MethodHandles.publicLookup();
          MethodType number = MethodType.methodType(int.class);
          OperatingSystemMXBean bean = ManagementFactory.getOperatingSystemMXBean();
          say("direct", () -> Runtime.getRuntime().availableProcessors());
          say("compiled", () -> compiled());
          say("lambda from before", () -> LAMBDA.getAsInt());
          IntSupplier reference = runtime::availableProcessors;
          say("reference", () -> reference.getAsInt());
          say("reference of any", () -> referenceOfAny(Runtime::availableProcessors));
          say("handle", () -> (int) lookup
              .findVirtual(Runtime.class, "availableProcessors", number).invokeExact(runtime));
          say("handle bound", () -> (int) lookup
              .bind(runtime, "availableProcessors", number).invokeExact());
          say("handle unreflected", () -> (int) lookup.unreflect(METHOD).invokeExact(runtime));
          say("reflection", () -> METHOD.invoke(runtime));
          say("bean", () -> bean.getAvailableProcessors());
          say("bean reflected", () ->
              method(OperatingSystemMXBean.class, "getAvailableProcessors").invoke(bean));
          say("bean server", () -> ManagementFactory.getPlatformMBeanServer()
              .getAttribute(new ObjectName("java.lang:type=OperatingSystem"),
                  "AvailableProcessors"));
          say("fork join pool", () -> forkJoin());
          say("work stealing pool", () -> workStealing());
          say("custom loader from before", () -> FROM_BEFORE.getAsInt());
          say("custom loader", () -> askerOf(new Alone()).getAsInt());
          if (again) {
            say("loaded later", () -> Later.ask());
          }
          if (!System.getProperty("java.version").startsWith("1.")) {
            say("module", () -> inModule());
          }
          System.out.println("--");
          if (!System.getProperty("java.version").matches("(1\\\\.8|11).*")) {
            say("hidden", () -> hidden());
          }
          say("reference from before", () -> REFERENCE_FROM_BEFORE.getAsInt());
          say("byte-buddy", () -> Bytes.loaded("net.bytebuddy."));
          if (again) {
            Bytes.write(Later.class, phase);
          }
          Bytes.write(Routes.class, phase);
          Bytes.write(ForkJoinPool.class, phase);
        }

        public static void main(String[] args) throws Throwable {
          for (int i = 0; i < 50_000; i++) {
            compiled();
          }
          BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
          boolean again = false;
          for (String phase = in.readLine(); phase != null; phase = in.readLine()) {
            ask(phase, again);
            again = true;
            System.out.println("running method=" + Runtime.getRuntime().availableProcessors());
            System.out.println("end of " + phase);
          }
        }
      }
      """;

  private final Jdk jdk;
  private final Path folder;
  private final ForkedJvm jvm;
  private int asked;
  private int read;

  private HookRoutes(Jdk jdk, Path folder, ForkedJvm jvm) {
    this.jdk = jdk;
    this.folder = folder;
    this.jvm = jvm;
  }

  /** Starts it on a JDK with the shipped agent. */
  static HookRoutes start(Jdk jdk, Path folder, String agentArguments) {
    Program.compile(folder, "Asker", ASKER);
    Program.compile(folder, "Later", LATER);
    Program.compile(folder, "Bytes", BYTES);
    Program program = Program.compile(folder, "Routes", PROGRAM);
    List<String> options = new ArrayList<>(List.of("-javaagent:" + agentJar(folder)));
    if (jdk.version() >= 9) {
      options.addAll(
          List.of(
              // The test attaches, which 21 and later would warn of.
              "-XX:+EnableDynamicAgentLoading",
              "--module-path",
              module(folder).toString(),
              "--add-modules",
              "asking"));
    }
    return new HookRoutes(
        jdk,
        folder,
        ForkedJvm.on(jdk)
            .folder(folder)
            .agent(agentArguments)
            .options(options.toArray(String[]::new))
            .main(program)
            .start());
  }

  /** On the class path anyway, so that nothing but the manifest is in it. */
  private static Path agentJar(Path folder) {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Premain-Class", "Bytes");
    main.putValue("Can-Retransform-Classes", "true");
    Path jar = folder.resolve("bytes.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path module(Path folder) {
    Path classes = folder.resolve("module");
    try {
      Path sources = Files.createDirectories(folder.resolve("source/asking"));
      Path info =
          Files.writeString(
              sources.resolve("module-info.java"), "module asking { exports asking; }");
      Path asker =
          Files.writeString(
              sources.resolve("ModuleAsker.java"),
              "package asking; " + ASKER.replace("Asker", "ModuleAsker"));
      int failed =
          ToolProvider.findFirst("javac")
              .orElseThrow()
              .run(
                  System.out,
                  System.err,
                  "--release",
                  "9",
                  "-Xlint:-options",
                  "-d",
                  classes.toString(),
                  info.toString(),
                  asker.toString());
      if (failed != 0) {
        throw new IllegalStateException("the module does not compile");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return classes;
  }

  /** Asks in every way; what each was told, by name. */
  Answers ask(Duration limit) {
    String phase = "phase" + ++asked;
    jvm.tell(phase);
    jvm.out().await("end of " + phase, limit);
    Map<String, Integer> routes = new LinkedHashMap<>();
    Map<String, Long> others = new LinkedHashMap<>();
    boolean beyond = false;
    List<String> lines = jvm.out().all();
    for (String line : lines.subList(read, lines.size())) {
      int equals = line.indexOf('=');
      beyond |= line.equals("--");
      if (equals > 0) {
        String name = line.substring(0, equals);
        String value = line.substring(equals + 1);
        if (beyond) {
          others.put(name, Long.valueOf(value));
        } else {
          routes.put(name, Integer.valueOf(value));
        }
      }
    }
    read = lines.size();
    return new Answers(phase, routes, others);
  }

  /**
   * What a class consisted of when it was last asked in that phase, as javap tells it; the places
   * in its constant pool, which the JVM itself orders anew at each transformation, are left out.
   */
  String listing(Answers answers, String className) throws Exception {
    Process javap =
        new ProcessBuilder(
                jdk.tool("javap").toString(),
                "-p",
                "-c",
                folder.resolve(answers.phase() + "-" + className + ".class").toString())
            .redirectErrorStream(true)
            .start();
    String text = new String(javap.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (javap.waitFor() != 0 || !text.contains("Code:")) {
      throw new AssertionError("javap of " + className + ": " + text);
    }
    return text.replaceAll(" *#[0-9]+(,  [0-9]+)? *", " ").replaceAll("InvokeDynamic :", "");
  }

  ForkedJvm jvm() {
    return jvm;
  }

  @Override
  public void close() {
    jvm.close();
  }

  /**
   * @param phase names the occasion
   * @param routes the number of processors by each way of asking that hooks reach
   * @param others what they do not reach, and how many classes of byte-buddy are loaded
   */
  record Answers(String phase, Map<String, Integer> routes, Map<String, Long> others) {}
}
