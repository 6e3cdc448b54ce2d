package io.hostshift.it.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How a JVM is to be started; each method adds to it and returns it. */
public final class JvmCommand {
  /** What JVMs keep over their lives is not kept over runs of the tests. */
  private static final Path STATE =
      Path.of(
          System.getProperty("java.io.tmpdir"), "hostshift-it-" + ProcessHandle.current().pid());

  private final Jdk jdk;
  private final List<String> starter = new ArrayList<>();
  private final List<String> options = new ArrayList<>();
  private final List<String> main = new ArrayList<>();
  private final Map<String, String> environment = new TreeMap<>();
  private Path folder = Path.of("").toAbsolutePath();

  JvmCommand(Jdk jdk) {
    this.jdk = jdk;
  }

  /** A program that starts it, such as {@code taskset} with its arguments. */
  public JvmCommand startedBy(String... program) {
    starter.addAll(List.of(program));
    return this;
  }

  /** Options of the JVM, in front of the main class. */
  public JvmCommand options(String... added) {
    options.addAll(List.of(added));
    return this;
  }

  /** The shipped agent, with these arguments ({@code key=value,key=value}, or none). */
  public JvmCommand agent(String arguments) {
    return options(
        "-javaagent:" + ShippedJars.agent() + (arguments.isEmpty() ? "" : "=" + arguments));
  }

  /** A program to run, and its arguments. */
  public JvmCommand main(Program program, String... arguments) {
    main.addAll(List.of("-cp", program.classes().toString(), program.main()));
    main.addAll(List.of(arguments));
    return this;
  }

  /** A class to run from this class path, and its arguments. */
  public JvmCommand main(String classPath, String mainClass, String... arguments) {
    main.addAll(List.of("-cp", classPath, mainClass));
    main.addAll(List.of(arguments));
    return this;
  }

  /** A module to run, from this module path, and its arguments. */
  public JvmCommand module(Path modulePath, String module, String... arguments) {
    main.addAll(List.of("-p", modulePath.toString(), "-m", module));
    main.addAll(List.of(arguments));
    return this;
  }

  /** A jar to run, and its arguments. */
  public JvmCommand jar(Path jar, String... arguments) {
    main.addAll(List.of("-jar", jar.toString()));
    main.addAll(List.of(arguments));
    return this;
  }

  /** A variable of the environment. */
  public JvmCommand environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** The working folder; the test's own unless set. */
  public JvmCommand folder(Path workingFolder) {
    folder = workingFolder;
    return this;
  }

  /** Starts it. */
  public ForkedJvm start() {
    List<String> command = new ArrayList<>(starter);
    command.add(jdk.java().toString());
    command.addAll(options);
    command.addAll(main);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    // What the tests' own environment holds for a JVM or for the agent is not meant for this one.
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("HOSTSHIFT_") || name.matches(".*JAVA_.*OPTIONS"));
    builder.environment().put("XDG_STATE_HOME", STATE.toString());
    builder.environment().putAll(environment);
    try {
      return new ForkedJvm(command, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command, e);
    }
  }
}
