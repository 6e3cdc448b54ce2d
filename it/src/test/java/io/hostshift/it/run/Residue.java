package io.hostshift.it.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What an agent may have left in a JVM: asked of the JVM itself, and of the kernel. */
public final class Residue {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final List<String> FLAGS =
      List.of(
          "ActiveProcessorCount",
          "HeapSizePerGCThread",
          "ConcGCThreads",
          "ParallelGCThreads",
          "EnableDynamicAgentLoading");

  /**
   * Classes of ours and of our libraries; and what the JDK keeps of each class file transformer.
   */
  private static final Pattern OURS =
      Pattern.compile(
          "io\\.hostshift\\.(?!boot\\.Slot )|com\\.sun\\.jna\\.|com\\.fasterxml\\.jackson\\."
              + "|net\\.bytebuddy\\.|picocli\\."
              + "| sun\\.instrument\\.TransformerManager\\$TransformerInfo( |$)");

  /** A Java thread in a dump; those of the JVM itself have no number. */
  private static final Pattern THREAD = Pattern.compile("^\"(.*)\" #\\d+ .*");

  /**
   * Threads that the JVM starts when it likes: to compile, to answer jcmd and JMX, to wait for
   * children; and, from 26 on, one of the common pool for a minute when its parallelism is raised.
   */
  private static final Pattern JVMS_OWN =
      Pattern.compile(
          "Attach Listener|C[12] CompilerThread\\d+|process reaper.*|Sweeper thread"
              + "|RMI TCP Connection.*|JMX server connection timeout.*"
              + "|ForkJoinPool.commonPool-worker-\\d+");

  private final List<String> account;
  private final Jdk jdk;
  private final long pid;
  private final List<String> threadsBefore;
  private final List<String> filesBefore;
  private final List<String> applications;

  /** Before anything is attached. */
  public Residue(Jdk jdk, long pid) throws IOException {
    this(List.of(), jdk, pid);
  }

  /**
   * As above, where the JVM belongs to another user.
   *
   * @param account words that run a command as that user
   */
  public Residue(List<String> account, Jdk jdk, long pid) throws IOException {
    this.account = account;
    this.jdk = jdk;
    this.pid = pid;
    applications = List.of();
    threadsBefore = threads();
    filesBefore = openFiles();
  }

  /**
   * Where the agent was there from the start, in an application that starts threads and opens files
   * itself: those of ours are known by their names.
   *
   * @param applications beginnings of class names that the application itself uses
   */
  public Residue(Jdk jdk, long pid, List<String> applications) {
    this(List.of(), jdk, pid, applications);
  }

  /**
   * As above, where the JVM belongs to another user.
   *
   * @param account words that run a command as that user
   */
  public Residue(List<String> account, Jdk jdk, long pid, List<String> applications) {
    this.account = account;
    this.jdk = jdk;
    this.pid = pid;
    this.applications = List.copyOf(applications);
    threadsBefore = null;
    filesBefore = null;
  }

  private List<String> threads() throws IOException {
    return jcmd("Thread.print").stream()
        .map(THREAD::matcher)
        .filter(Matcher::matches)
        .map(thread -> thread.group(1))
        .toList();
  }

  /** What its descriptors lead to; each socket counts as one, whatever its number. */
  private List<String> openFiles() throws IOException {
    List<String> files = new ArrayList<>();
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      for (Path descriptor : descriptors.toList()) {
        try {
          files.add(
              Files.readSymbolicLink(descriptor).toString().replaceAll("^socket:.*", "socket"));
        } catch (NoSuchFileException e) {
          // Closed between the two looks.
        }
      }
    }
    return files;
  }

  private List<String> jcmd(String... command) throws IOException {
    List<String> words = new ArrayList<>(account);
    words.addAll(List.of(jdk.tool("jcmd").toString(), Long.toString(pid)));
    words.addAll(List.of(command));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    return Lines.of(process.getInputStream()).awaitEnd(LIMIT).all();
  }

  /** The flags that a lever may write, with their origin, as the JVM prints them. */
  public List<String> flags() throws IOException {
    return jcmd("VM.flags", "-all").stream()
        .filter(line -> FLAGS.stream().anyMatch(flag -> line.contains(" " + flag + " ")))
        .toList();
  }

  /** Waits until nothing is left; a class loader goes at a collection after its last thread. */
  public void assertNone() throws Exception {
    Eventually.answers(
        "nothing is left in the JVM",
        LIMIT,
        () -> {
          jcmd("GC.run"); // Some collectors do not collect for a histogram: Shenandoah of 17.
          return left();
        },
        List::isEmpty);
  }

  private List<String> left() throws IOException {
    List<String> left = new ArrayList<>();
    // A loader that is still there is an instance at least, and goes last of all.
    jcmd("GC.class_histogram").stream().filter(this::ours).forEach(left::add);
    if (!left.isEmpty()) {
      return left;
    }
    if (jdk.version() > 8) {
      // One that has no instance, and 8 cannot be asked for.
      jcmd("VM.class_hierarchy").stream()
          .map(line -> line.replaceFirst("^[|\\- ]+", "").replaceFirst("/.*", " "))
          .filter(name -> ours(name) && !name.startsWith("io.hostshift.boot."))
          .forEach(left::add);
    }
    threads().stream().filter(this::mayBeOurThread).forEach(left::add);
    left.addAll(newFiles());
    jcmd("VM.system_properties").stream()
        .filter(line -> line.startsWith("hostshift") || line.contains("jna."))
        .forEach(left::add);
    left.addAll(files("/tmp", "hostshift-" + pid + "-"));
    left.addAll(files("/tmp", ".hostshift-" + pid));
    left.addAll(files("/tmp", ".attach_pid" + pid));
    left.addAll(libraries());
    return left;
  }

  private boolean mayBeOurThread(String name) {
    return threadsBefore == null
        ? name.startsWith("hostshift") || name.startsWith("JNA")
        : !threadsBefore.contains(name) && !JVMS_OWN.matcher(name).matches();
  }

  /**
   * Open files of ours: but for the jar, which the JVM has put on the class path, the JDK's own
   * that it opens at their first use, and the socket with which it interrupts reads.
   */
  private List<String> newFiles() throws IOException {
    if (filesBefore == null) {
      return List.of();
    }
    List<String> open = new ArrayList<>(openFiles());
    filesBefore.forEach(open::remove);
    open.removeIf(file -> file.endsWith("/" + ShippedJars.agent().getFileName()));
    open.remove("socket");
    open.removeIf(file -> file.startsWith(jdk.home().toString()) || file.endsWith("random"));
    return open;
  }

  private boolean ours(String line) {
    String plain = line.replace("[L", ""); // An array's class begins so.
    return applications.stream().noneMatch(name -> plain.matches("(.* )?\\[*" + name + ".*"))
        && OURS.matcher(line).find();
  }

  private static List<String> files(String folder, String prefix) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      return files
          .map(Path::toString)
          .filter(name -> name.startsWith(folder + "/" + prefix))
          .toList();
    }
  }

  private List<String> libraries() throws IOException {
    try (Stream<String> maps = Files.lines(Path.of("/proc/" + pid + "/maps"))) {
      return maps.filter(line -> line.contains("jnidispatch")).toList();
    }
  }
}
