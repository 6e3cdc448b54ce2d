package io.hostshift.hotspot;

import io.hostshift.base.Architecture;
import io.hostshift.base.UnavailableException;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The HotSpot that runs this code: its version, collector, flags and threads, read from its memory.
 * One file descriptor stays open until {@link #close}.
 */
public final class HotSpot implements Closeable {
  private static final String LIBRARY = "libjvm.so";
  private static final List<String> TYPES =
      Arrays.asList(
          "Flag",
          "JVMFlag",
          "JVMFlagOrigin",
          "Threads",
          "Abstract_VM_Version",
          "Universe",
          "CollectedHeap",
          "G1CollectedHeap",
          "ParallelScavengeHeap",
          "NamedThread");

  /** 8 calls itself HotSpot 25. */
  private static final int HOTSPOT_OF_8 = 25;

  private final ProcessMemory memory;
  private final MemoryMap map;
  private final MemoryPen pen;
  private final String noPen;
  private final VmStructs structs;
  private final VmFlags flags;
  private final JavaThreads threads;
  private final Architecture architecture;
  private final int version;
  private final Collector collector;

  private HotSpot(
      File process,
      ProcessMemory memory,
      Instrumentation instrumentation,
      FlagWord word,
      WriteWitness witness)
      throws IOException {
    this.memory = memory;
    this.map = MemoryMap.parse(text(new File(process, "maps")), LIBRARY);
    ConstantMemory constants = new ConstantMemory(memory);
    ElfSymbols symbols = symbols(map, memory);
    this.architecture = symbols.architecture();
    this.structs = VmStructs.read(constants, symbols, map.loadBase(), TYPES);
    Origin.check(structs);
    MemoryPen opened = null;
    String refusal = null;
    try {
      opened = new MemoryPen(InternalUnsafe.open(instrumentation), witness);
    } catch (UnavailableException e) {
      refusal = e.getMessage();
    }
    this.pen = opened;
    this.noPen = refusal;
    FlagWriter writer = new FlagWriter(memory, map, pen, noPen, word);
    this.flags = VmFlags.read(memory, constants, FlagTable.find(structs, constants, map), writer);
    this.threads = new JavaThreads(memory, structs);
    this.version = version(structs, constants);
    this.collector = Collector.of(flags, version);
    writer.provenFor(
        architecture, collector, version, present("ParallelGCThreads", "ConcGCThreads"));
  }

  /**
   * Opens the JVM that this is called in.
   *
   * @param instrumentation for writing on 9 and later; null is enough for reading
   * @param witness is told of each write before it is made
   * @throws UnavailableException if it is no HotSpot on Linux, its memory may not be read, or its
   *     structures do not look exactly as expected
   */
  public static HotSpot open(Instrumentation instrumentation, WriteWitness witness)
      throws UnavailableException {
    return open(instrumentation, new File("/proc/self"), new ManagementWord(), witness);
  }

  static HotSpot open(
      Instrumentation instrumentation, File process, FlagWord word, WriteWitness witness)
      throws UnavailableException {
    String name = System.getProperty("java.vm.name", "");
    if (name.contains("OpenJ9")) {
      throw new UnavailableException("OpenJ9 has no such flags");
    }
    ProcessMemory memory = null;
    boolean open = false;
    try {
      memory = ProcessMemory.open(process);
      HotSpot hotspot = new HotSpot(process, memory, instrumentation, word, witness);
      open = true;
      return hotspot;
    } catch (UnavailableException e) {
      throw e;
    } catch (IOException e) {
      throw new UnavailableException("the JVM's memory cannot be read: " + e.getMessage(), e);
    } catch (SecurityException e) {
      throw new UnavailableException("the security manager forbids it: " + e.getMessage(), e);
    } finally {
      if (memory != null && !open) {
        close(memory);
      }
    }
  }

  private List<VmFlag> present(String... names) {
    List<VmFlag> present = new ArrayList<>();
    for (String name : names) {
      if (flags.find(name) != null) {
        present.add(flags.find(name));
      }
    }
    return present;
  }

  /** The flag of this name, or null if this JVM has none. */
  public VmFlag flag(String name) {
    return flags.find(name);
  }

  /** The Java version: 8, 11, 17, … */
  public int version() {
    return version;
  }

  public Collector collector() {
    return collector;
  }

  public JavaThreads threads() {
    return threads;
  }

  /** Whether {@link #gang} was proven with this collector on this version. */
  public boolean gangProven() {
    return collector == Collector.G1 && GangLayout.of(architecture, version) != null;
  }

  /**
   * The workers of G1's pauses, for an experiment.
   *
   * @param workers how many the JVM was started with
   * @throws UnavailableException why it cannot be made on this JVM
   */
  public WorkerGang gang(int workers) throws UnavailableException {
    if (pen == null) {
      throw new UnavailableException(noPen);
    }
    VmFlag preTouch = flags.find("AlwaysPreTouch");
    if (preTouch == null || preTouch.value() != 0) {
      // Threads of the application then use the workers as well, outside of any pause.
      throw new UnavailableException("AlwaysPreTouch is on");
    }
    return new GangFinder(memory, map, pen).find(architecture, collector, version, workers);
  }

  /** Whether {@link #markers} was proven with this collector on this version. */
  public boolean markersProven() {
    return collector == Collector.G1 && MarkerLimit.provenOn(architecture, version);
  }

  /**
   * The threads of G1 that mark beside the application.
   *
   * @throws UnavailableException why their number cannot be written on this JVM
   */
  public Markers markers() throws UnavailableException {
    VmFlag concGcThreads = flags.find("ConcGCThreads");
    if (!markersProven() || concGcThreads == null) {
      throw new UnavailableException(
          "it is not proven with "
              + collector
              + " on Java "
              + version
              + FlagWriter.on(architecture));
    }
    VmFlag forced = flags.find("ForceDynamicNumberOfGCThreads");
    if (forced != null && forced.value() != 0) {
      // G1 of 11 then chooses by a rule that may come to more than the limit.
      throw new UnavailableException("ForceDynamicNumberOfGCThreads is on");
    }
    if (pen == null) {
      throw new UnavailableException(noPen);
    }
    return new MarkerLimit(concGcThreads, new MarkerFinder(memory, structs, version), memory, pen);
  }

  /**
   * How many workers the last collection has used, as far as that can be read here.
   *
   * @param workers how many the JVM was started with
   */
  public UsedWorkers used(int workers) {
    return new UsedWorkers(memory, structs, collector, version, workers);
  }

  VmFlags flags() {
    return flags;
  }

  /** Lets go of the memory: flags can neither be read nor written afterwards. */
  @Override
  public void close() {
    close(memory);
  }

  private static void close(ProcessMemory memory) {
    try {
      memory.close();
    } catch (IOException e) {
      throw new IllegalStateException("/proc/self/mem cannot be closed: " + e.getMessage(), e);
    }
  }

  private static ElfSymbols symbols(MemoryMap map, ProcessMemory memory) throws IOException {
    try (FileBytes file = new FileBytes(new File(map.path()))) {
      ElfSymbols symbols = ElfSymbols.read(file, file.size(), "gHotSpotVM");
      if (!symbols.loadedAt(map.loadBase(), memory)) {
        throw new UnavailableException(map.path() + " is not the file that this JVM has loaded");
      }
      return symbols;
    } catch (MalformedElfException e) {
      throw new UnavailableException(map.path() + ": " + e.getMessage(), e);
    }
  }

  private static int version(VmStructs structs, ConstantMemory constants) throws IOException {
    VmField major = structs.field("Abstract_VM_Version", "_vm_major_version");
    if (major == null || !major.isStatic()) {
      throw new UnavailableException("HotSpot does not say its version");
    }
    int version = constants.readInt(major.location());
    boolean before11 = structs.size("JVMFlag") == null;
    return before11 && version == HOTSPOT_OF_8 ? 8 : version;
  }

  private static String text(File file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
    try (InputStream in = new FileInputStream(file)) {
      byte[] buffer = new byte[8192];
      for (int count; (count = in.read(buffer)) >= 0; ) {
        bytes.write(buffer, 0, count);
      }
    }
    return bytes.toString();
  }
}
