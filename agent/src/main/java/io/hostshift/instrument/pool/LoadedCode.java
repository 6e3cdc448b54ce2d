package io.hostshift.instrument.pool;

import io.hostshift.base.UnavailableException;
import io.hostshift.instrument.ClassFiles;
import io.hostshift.instrument.LoadedClasses;
import java.lang.instrument.Instrumentation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The code of the classes that are loaded in this JVM, read from where they came from. The latest
 * are remembered: an application may create pools in the same place again and again.
 */
final class LoadedCode implements Explainer.Code, Creators.Signatures {
  private static final int REMEMBERED = 512;

  private final Instrumentation instrumentation;
  private final Map<String, ClassFormulas> alone = remembering();
  private final Map<String, ClassFormulas> together = remembering();
  private final Map<String, ReturnedTypes> returned = remembering();

  LoadedCode(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  private static <V> Map<String, V> remembering() {
    return new LinkedHashMap<String, V>(16, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > REMEMBERED;
      }
    };
  }

  @Override
  public List<FoundFormula> formulas(String className) {
    ClassFormulas read = together.get(className);
    if (read == null) {
      read = read(className, this::known);
      together.put(className, read);
    }
    return read.used;
  }

  @Override
  public Set<String> returned(StackTraceElement frame) {
    String className = frame.getClassName();
    ReturnedTypes read = returned.get(className);
    if (read == null) {
      try {
        read = ReturnedTypes.read(ClassFiles.of(loader(className), className));
      } catch (UnavailableException e) {
        read = ReturnedTypes.NONE;
      }
      returned.put(className, read);
    }
    return read.in(frame);
  }

  private Map<String, Formula> known(String internalName) {
    String className = internalName.replace('/', '.');
    ClassFormulas read = alone.get(className);
    if (read == null) {
      read = read(className, null);
      alone.put(className, read);
    }
    return read.known;
  }

  /** Without a class file there is no evidence, as for a class that was made at run time. */
  private ClassFormulas read(String className, FormulaReader.Others others) {
    try {
      return FormulaReader.read(ClassFiles.of(loader(className), className), others);
    } catch (UnavailableException e) {
      return ClassFormulas.NONE;
    }
  }

  /** Of several classes of that name, any: they will be copies of one another. */
  private ClassLoader loader(String className) {
    if (!Explainer.ofTheJdk(className)) {
      for (Class<?> loaded : LoadedClasses.of(instrumentation)) {
        if (loaded.getName().equals(className)) {
          return loaded.getClassLoader();
        }
      }
    }
    return null;
  }
}
