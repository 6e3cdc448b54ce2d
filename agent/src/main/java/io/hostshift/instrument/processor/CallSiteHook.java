package io.hostshift.instrument.processor;

import io.hostshift.base.OwnModule;
import io.hostshift.base.UnavailableException;
import io.hostshift.instrument.BootClass;
import io.hostshift.instrument.ClassFiles;
import io.hostshift.instrument.LoadedClasses;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The hook of a JVM that lets agents change classes.
 *
 * <p>The method that is asked is a native one, which no agent can change; what asks it is changed
 * instead: calls, method references and handles, reflection and the operating system's bean, in
 * classes of the application and of the JDK, loaded already or later. Out of reach are hidden
 * classes, native code, reflection by classes that do not name the method, and what {@link
 * #unreached} lists.
 */
public final class CallSiteHook implements ProcessorHook {
  /** Loaded before a thread of the application may need them while it loads a class. */
  private static final List<String> NEEDED_LATER =
      Collections.unmodifiableList(
          Arrays.asList(
              "AnnotationWriter",
              "Attribute",
              "ConstantDynamic",
              "FieldWriter",
              "Handle",
              "Label",
              "ModuleWriter",
              "RecordComponentWriter",
              "Type",
              "TypePath"));

  private final Instrumentation instrumentation;
  private final StaleConstants stale = new StaleConstants(this::number);
  private volatile int number;
  private volatile HookTransformer transformer;
  private Field answer;

  public CallSiteHook(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public void answer(int processors) throws IOException {
    if (processors == 0 && transformer == null) {
      return;
    }
    try {
      if (answer == null) {
        answer = answer();
      }
      if (transformer == null) {
        warmUp();
      }
      put(processors);
      if (transformer == null) {
        install();
      }
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      remove();
      throw new IOException("no hooks in this JVM: " + e, e);
    }
  }

  private void put(int processors) throws IllegalAccessException {
    answer.setInt(null, processors);
    number = processors;
    ToldProcessors.answer(processors);
  }

  private Field answer() throws ReflectiveOperationException, UnavailableException {
    OwnModule.open(instrumentation, Object.class);
    Class<?> answers =
        BootClass.define(
            instrumentation, ProcessorAnswer.class, Object.class, ProcessorAnswer.NAME);
    Field field = answers.getDeclaredField("number");
    field.setAccessible(true);
    return field;
  }

  private void install() {
    HookTransformer installing = new HookTransformer(stale);
    Retransformation retransformation = new Retransformation(instrumentation, installing::failed);
    LoadedNames names = LoadedNames.of(instrumentation);
    instrumentation.addTransformer(installing, true);
    transformer = installing;
    twice(names::in, retransformation);
  }

  /** Twice: a class may be on its way, and have been shown to the JVM's transformers before. */
  private void twice(Predicate<Class<?>> wanted, Retransformation retransformation) {
    Set<Class<?>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int pass = 0; pass < 2; pass++) {
      List<Class<?>> found = new ArrayList<>();
      for (Class<?> type : LoadedClasses.of(instrumentation)) {
        if (seen.add(type) && Hookable.loaded(type, instrumentation) && wanted.test(type)) {
          found.add(type);
        }
      }
      retransformation.of(found);
    }
  }

  /**
   * Hooks a class and fails at another, for nobody: what a hook needs must not be loaded by a
   * thread of the application while that loads the very class, or one of ours.
   */
  private static void warmUp() throws ReflectiveOperationException, UnavailableException {
    for (String later : NEEDED_LATER) {
      Class.forName("net.bytebuddy.jar.asm." + later);
    }
    byte[] sample =
        ClassFiles.of(CallSiteHook.class.getClassLoader(), ProcessorAnswer.class.getName());
    HookTransformer rehearsing = new HookTransformer(new StaleConstants(() -> 1));
    byte[] hooked = rehearsing.transform(null, "Sample", Object.class, null, sample);
    if (hooked == null) {
      throw new UnavailableException("no hooks in this JVM: " + rehearsing.failure());
    }
    rehearsing.transform(null, "NoClass", null, null, Arrays.copyOf(sample, sample.length / 2));
  }

  @Override
  public void remove() throws IOException {
    HookTransformer removing = transformer;
    if (removing == null) {
      return;
    }
    try {
      put(0);
    } catch (IllegalAccessException e) {
      throw new IOException("the number stays at " + number + ": " + e, e);
    }
    instrumentation.removeTransformer(removing);
    transformer = null;
    Set<String> left = new HashSet<>();
    twice(
        type -> removing.hooked(type.getName()),
        new Retransformation(instrumentation, (name, why) -> left.add(name + ": " + why)));
    if (!left.isEmpty()) {
      throw new IOException(
          left.size() + " classes keep a hook that answers as the JVM does: " + left);
    }
  }

  @Override
  public String lever() {
    HookTransformer installed = transformer;
    return installed == null
        ? "hook"
        : "hook: " + installed.sites() + " call sites in " + installed.classes() + " classes";
  }

  @Override
  public String failure() {
    HookTransformer installed = transformer;
    return installed == null ? "" : installed.failure();
  }

  @Override
  public List<String> unreached() {
    return stale.list();
  }
}
