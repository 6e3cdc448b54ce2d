package io.hostshift.testapp.demo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/**
 * Items of a CompositeData, read by name and forgivingly: a demo that reads an agent of another
 * version shows less, it does not break.
 */
final class Fields {
  private final CompositeData data;

  private Fields(CompositeData data) {
    this.data = data;
  }

  /** Null where the value is no CompositeData. */
  static Fields of(Object value) {
    return value instanceof CompositeData ? new Fields((CompositeData) value) : null;
  }

  /** All CompositeData of an array, a collection or a table; empty for anything else. */
  static List<Fields> list(Object value) {
    Collection<?> values;
    if (value instanceof Object[]) {
      values = Arrays.asList((Object[]) value);
    } else if (value instanceof TabularData) {
      values = ((TabularData) value).values();
    } else if (value instanceof Collection) {
      values = (Collection<?>) value;
    } else {
      values = Collections.emptyList();
    }
    List<Fields> list = new ArrayList<>();
    for (Object element : values) {
      if (element instanceof CompositeData) {
        list.add(new Fields((CompositeData) element));
      }
    }
    return list;
  }

  /** Empty where there is no such item or it has no value. */
  String text(String name) {
    Object value = value(name);
    return value == null ? "" : value.toString();
  }

  /** 0 where there is no such item or it is no number. */
  long number(String name) {
    Object value = value(name);
    if (value instanceof Number) {
      return ((Number) value).longValue();
    }
    try {
      return value == null ? 0 : Long.parseLong(value.toString().trim());
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** As {@link #list}, of one item. */
  List<Fields> children(String name) {
    return list(value(name));
  }

  private Object value(String name) {
    return data.containsKey(name) ? data.get(name) : null;
  }
}
