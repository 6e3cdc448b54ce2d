package io.hostshift.report.jfr;

import java.lang.annotation.Annotation;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A type of event in JFR, made while the JVM runs. JFR is called by its names: this class must load
 * on 8, whose class files know no {@code jdk.jfr}, and where a JDK has none.
 */
final class FlightType {
  private final Object factory;
  private final Object eventType;
  private final int fields;
  private final Method newEvent;
  private final Method begin;
  private final Method end;
  private final Method set;
  private final Method commit;
  private final Method isEnabled;
  private final Method unregister;

  private FlightType(Object factory, int fields) throws ReflectiveOperationException {
    Class<?> event = type("Event");
    this.factory = factory;
    this.fields = fields;
    this.eventType = factory.getClass().getMethod("getEventType").invoke(factory);
    this.newEvent = factory.getClass().getMethod("newEvent");
    this.unregister = factory.getClass().getMethod("unregister");
    this.isEnabled = eventType.getClass().getMethod("isEnabled");
    this.begin = event.getMethod("begin");
    this.end = event.getMethod("end");
    this.set = event.getMethod("set", int.class, Object.class);
    this.commit = event.getMethod("commit");
  }

  /**
   * Whether JFR was started in this JVM; cheaper than by reflection, since it is asked so often.
   */
  static BooleanSupplier isInitialized() throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    MethodType answer = MethodType.methodType(boolean.class);
    MethodHandle asked = lookup.findStatic(type("FlightRecorder"), "isInitialized", answer);
    MethodType made = MethodType.methodType(BooleanSupplier.class);
    try {
      return (BooleanSupplier)
          LambdaMetafactory.metafactory(lookup, "getAsBoolean", made, answer, asked, answer)
              .getTarget()
              .invokeExact();
    } catch (ReflectiveOperationException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new ReflectiveOperationException(e);
    }
  }

  /** Registers it; from now on a recording may have it. */
  static FlightType register(
      String name, String label, String description, List<FlightField> fields)
      throws ReflectiveOperationException {
    List<Object> annotations = new ArrayList<>();
    annotations.add(annotation("Name", name));
    annotations.add(annotation("Label", label));
    annotations.add(annotation("Description", description));
    annotations.add(annotation("Category", new String[] {"hostshift"}));
    annotations.add(annotation("StackTrace", false));
    Constructor<?> descriptor =
        type("ValueDescriptor").getConstructor(Class.class, String.class, List.class);
    List<Object> descriptors = new ArrayList<>();
    for (FlightField field : fields) {
      descriptors.add(descriptor.newInstance(field.type, field.name, annotations(field)));
    }
    Object factory =
        type("EventFactory")
            .getMethod("create", List.class, List.class)
            .invoke(null, annotations, descriptors);
    return new FlightType(factory, fields.size());
  }

  private static List<Object> annotations(FlightField field) throws ReflectiveOperationException {
    List<Object> annotations =
        new ArrayList<>(
            Arrays.asList(
                annotation("Label", field.label), annotation("Description", field.description)));
    if (field.content.annotation != null) {
      Class<?> content = Class.forName(field.content.annotation, false, null);
      annotations.add(
          element(content, Collections.singletonMap("value", (Object) field.content.value)));
    }
    return annotations;
  }

  private static Object annotation(String name, Object value) throws ReflectiveOperationException {
    return element(type(name), Collections.singletonMap("value", value));
  }

  private static Object element(Class<?> annotation, Map<String, Object> values)
      throws ReflectiveOperationException {
    return type("AnnotationElement")
        .getConstructor(Class.class, Map.class)
        .newInstance(annotation.asSubclass(Annotation.class), values);
  }

  /** By the boot loader, which has JFR on every JDK that has it. */
  static Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName("jdk.jfr." + name, false, null);
  }

  /** Whether a running recording wants it. */
  boolean enabled() throws ReflectiveOperationException {
    return (Boolean) isEnabled.invoke(eventType);
  }

  /** An event that begins now. */
  Object begin() throws ReflectiveOperationException {
    Object event = newEvent.invoke(factory);
    begin.invoke(event);
    return event;
  }

  /** An event lasts until now, whenever it is committed. */
  void end(Object event) throws ReflectiveOperationException {
    end.invoke(event);
  }

  /**
   * Hands an event over.
   *
   * @param event from {@link #begin}; null for one without duration
   * @param values in the order of the fields
   */
  void commit(Object event, Object... values) throws ReflectiveOperationException {
    if (values.length != fields) {
      throw new IllegalArgumentException(values.length + " values for " + fields + " fields");
    }
    Object committed = event == null ? newEvent.invoke(factory) : event;
    for (int i = 0; i < values.length; i++) {
      set.invoke(committed, i, values[i]);
    }
    commit.invoke(committed);
  }

  void unregister() throws ReflectiveOperationException {
    unregister.invoke(factory);
  }
}
