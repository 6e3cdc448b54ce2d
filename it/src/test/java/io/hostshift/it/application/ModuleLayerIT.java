package io.hostshift.it.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.hostshift.it.run.EachJdk;
import io.hostshift.it.run.ForkedJvm;
import io.hostshift.it.run.Jdk;
import io.hostshift.it.run.Program;
import io.hostshift.it.run.SafetyCases;
import io.hostshift.it.run.Visit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * An application of named modules that opens and exports nothing, in a JVM that is limited to the
 * modules it needs, and one part of it in a module layer of its own.
 */
@SafetyCases(SafetyCases.Kind.NEIGHBOUR)
@Tag("jdks")
@Tag("long")
class ModuleLayerIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final String MODULE = "module app { uses java.util.function.IntSupplier; }\n";
  private static final String MAIN =
      """
      package app;
      import java.lang.module.*;
      import java.nio.file.*;
      import java.util.*;
      import java.util.function.IntSupplier;
      public class Main {
        public static void main(String[] args) throws Exception {
          ModuleFinder finder = ModuleFinder.of(Paths.get(args[0]));
          ModuleLayer boot = ModuleLayer.boot();
          Configuration configuration =
              boot.configuration().resolve(finder, ModuleFinder.of(), Set.of("part"));
          ModuleLayer layer =
              boot.defineModulesWithOneLoader(configuration, ClassLoader.getSystemClassLoader());
          IntSupplier part =
              ServiceLoader.load(layer, IntSupplier.class).stream()
                  .map(ServiceLoader.Provider::get)
                  .filter(each -> each.getClass().getModule().getName().equals("part"))
                  .findFirst()
                  .get();
          System.out.println("up");
          while (System.in.read() >= 0) {
            System.out.println("processors " + part.getAsInt());
          }
          System.exit(3);
        }
      }
      """;
  private static final String PART =
      """
      package part;
      public class Part implements java.util.function.IntSupplier {
        @Override
        public int getAsInt() {
          return Runtime.getRuntime().availableProcessors();
        }
      }
      """;

  @TempDir Path folder;

  @ParameterizedTest(name = "JDK {0}")
  @EachJdk(from = 11)
  void shouldWorkWithFewModulesAndLayersOfTheirOwn(int version) throws Exception {
    visit(version, "");
  }

  @ParameterizedTest(name = "JDK {0}")
  @EachJdk(from = 11)
  void shouldHookCallsInALayerOfItsOwn(int version) throws Exception {
    visit(version, ",settings=processors:hook");
  }

  private void visit(int version, String more) throws Exception {
    Visit visit = new Visit(folder);
    try (ForkedJvm jvm =
        start(version, "java.base,java.instrument,java.management", visit.arguments() + more)) {
      visit.make(Jdk.of(version), jvm);
    }
  }

  @ParameterizedTest(name = "JDK {0}")
  @EachJdk(from = 11)
  void shouldStayAwayWhereItsModuleIsLimitedAway(int version) throws Exception {
    try (ForkedJvm jvm = start(version, "java.base,java.instrument", "")) {
      jvm.out().await("up", LIMIT);
      assertThat(jvm.err().await("hostshift is off", LIMIT))
          .contains("has no module java.management");
      assertThat(Visit.processors(jvm)).isPositive();
      Visit.end(jvm);
    }
  }

  private ForkedJvm start(int version, String limit, String arguments) throws Exception {
    Path modules = module("app", MODULE, "app/Main.java", MAIN);
    Path parts =
        module(
            "part",
            "module part { provides java.util.function.IntSupplier with part.Part; }\n",
            "part/Part.java",
            PART);
    return ForkedJvm.on(Jdk.of(version))
        .options("--limit-modules", limit)
        .agent(arguments)
        .module(modules, "app/app.Main", parts.toString())
        .start();
  }

  /** Compiles one, for 11; the folder that it is in. */
  private Path module(String name, String info, String file, String source) throws Exception {
    Path from = folder.resolve("source-" + name);
    Path to = folder.resolve("modules-" + name);
    Files.createDirectories(from.resolve(file).getParent());
    Files.writeString(from.resolve("module-info.java"), info);
    Files.writeString(from.resolve(file), source);
    Program.javac(
        "--release",
        "11",
        "-d",
        to.resolve(name).toString(),
        from.resolve("module-info.java").toString(),
        from.resolve(file).toString());
    return to;
  }
}
