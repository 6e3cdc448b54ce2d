package io.hostshift.report.jmx;

import io.hostshift.tune.setting.Status;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeDataView;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;

/**
 * A setting, as JMX clients see it; a number is null where this JVM has none.
 *
 * <p>Its numbers are no part of the declared type, but further items of each row: those of threads
 * and processors are {@code Integer}, as clients have always had them, and bytes need a {@code
 * Long}. One declared type could not have both.
 */
public class SettingView implements CompositeDataView {
  private final Status status;

  SettingView(Status status) {
    this.status = status;
  }

  public String getName() {
    return status.name();
  }

  public String getUnit() {
    return status.unit().toString();
  }

  public String getLever() {
    return status.lever();
  }

  public String getState() {
    return status.state().name();
  }

  public String getReason() {
    return status.reason();
  }

  /** Why nothing was seen of it at work; empty if it was, or there is nothing to be seen. */
  public String getUnseen() {
    return status.seen().reason();
  }

  /** Its numbers by the names of their items. */
  Map<String, Long> numbers() {
    Map<String, Long> numbers = new LinkedHashMap<>();
    numbers.put("atStart", status.atStart());
    numbers.put("current", status.current());
    numbers.put("now", status.now());
    numbers.put("seen", status.seen().number());
    numbers.put("target", status.target());
    numbers.put("floor", status.floor());
    numbers.put("ceiling", status.ceiling());
    return numbers;
  }

  @Override
  public final CompositeData toCompositeData(CompositeType declared) {
    Map<String, Object> values = new LinkedHashMap<>();
    Map<String, OpenType<?>> types = new LinkedHashMap<>();
    values.put("name", getName());
    values.put("unit", getUnit());
    values.put("lever", getLever());
    values.put("state", getState());
    values.put("reason", getReason());
    values.put("unseen", getUnseen());
    for (String text : values.keySet()) {
      types.put(text, SimpleType.STRING);
    }
    boolean large = status.unit().large();
    for (Map.Entry<String, Long> number : numbers().entrySet()) {
      Long value = number.getValue();
      values.put(number.getKey(), value == null || large ? value : (Object) Math.toIntExact(value));
      types.put(number.getKey(), large ? SimpleType.LONG : SimpleType.INTEGER);
    }
    String[] names = types.keySet().toArray(new String[0]);
    try {
      return new CompositeDataSupport(
          new CompositeType(
              declared.getTypeName(),
              declared.getDescription(),
              names,
              names,
              types.values().toArray(new OpenType<?>[0])),
          values);
    } catch (OpenDataException e) {
      throw new IllegalStateException(e);
    }
  }
}
