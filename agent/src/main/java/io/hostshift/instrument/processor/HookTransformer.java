package io.hostshift.instrument.processor;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Hooks classes as the JVM loads them, on the thread that loads them, and those that were loaded
 * before, on ours. It takes no lock that anything else waits for, loads no class of the application
 * and says nothing: what fails stays as it is, and is told afterwards.
 */
final class HookTransformer implements ClassFileTransformer {
  private final Map<String, Hooked> hooked = new ConcurrentHashMap<>();
  private final StaleConstants stale;
  private String firstFailure;
  private int failures;

  HookTransformer(StaleConstants stale) {
    this.stale = stale;
  }

  @Override
  public byte[] transform(
      ClassLoader loader,
      String className,
      Class<?> redefined,
      ProtectionDomain domain,
      byte[] classFile) {
    try {
      return Hookable.loading(loader, className) && NamedIn.classFile(classFile)
          ? hook(className, classFile, redefined != null)
          : null;
    } catch (Throwable e) {
      // The thread is the application's: not even a full stack or heap may show there.
      failed(className, e);
      return null;
    }
  }

  private byte[] hook(String className, byte[] classFile, boolean loadedBefore) {
    Hooked found = CallSites.rewrite(className, classFile, ProcessorAnswer.INTERNAL_NAME);
    if (found == null) {
      return null;
    }
    hooked.put(found.className(), found);
    stale.add(found, loadedBefore);
    return found.takeClassFile();
  }

  /** Notes that a class could not be hooked. */
  synchronized void failed(String className, Throwable reason) {
    if (failures++ == 0) {
      firstFailure = className.replace('/', '.') + ": " + reason;
    }
  }

  /** Whether a class of this name, with dots, was hooked. */
  boolean hooked(String className) {
    return hooked.containsKey(className);
  }

  int classes() {
    return hooked.size();
  }

  int sites() {
    int sites = 0;
    for (Hooked one : hooked.values()) {
      sites += one.sites();
    }
    return sites;
  }

  /** Empty if all went well, or else how many classes could not be hooked, and one reason. */
  synchronized String failure() {
    return failures == 0
        ? ""
        : failures
            + (failures == 1 ? " class" : " classes")
            + " could not be hooked, the first "
            + firstFailure;
  }
}
