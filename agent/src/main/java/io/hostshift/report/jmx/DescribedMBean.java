package io.hostshift.report.jmx;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.NotificationEmitter;
import javax.management.StandardEmitterMBean;

/** An MXBean whose parts carry the descriptions of its interface. */
final class DescribedMBean<T> extends StandardEmitterMBean {
  /** Made when the first is looked for, which may be before the constructor has come to an end. */
  private volatile Map<String, Method> methods;

  DescribedMBean(T implementation, Class<T> type, NotificationEmitter emitter) {
    super(implementation, type, true, emitter);
  }

  @Override
  protected String getDescription(MBeanInfo info) {
    return text(getMBeanInterface().getAnnotations(), info.getDescription());
  }

  @Override
  protected String getDescription(MBeanAttributeInfo info) {
    for (String prefix : new String[] {"get", "is"}) {
      Method getter = method(prefix + info.getName());
      if (getter != null) {
        return text(getter.getAnnotations(), info.getDescription());
      }
    }
    return info.getDescription();
  }

  @Override
  protected String getDescription(MBeanOperationInfo info) {
    Method method = method(info.getName());
    return method == null
        ? info.getDescription()
        : text(method.getAnnotations(), info.getDescription());
  }

  @Override
  protected String getDescription(MBeanOperationInfo op, MBeanParameterInfo param, int sequence) {
    Method method = method(op.getName());
    return method == null
        ? param.getDescription()
        : text(method.getParameterAnnotations()[sequence], param.getDescription());
  }

  @Override
  protected String getParameterName(MBeanOperationInfo op, MBeanParameterInfo param, int sequence) {
    Method method = method(op.getName());
    if (method != null) {
      for (Annotation annotation : method.getParameterAnnotations()[sequence]) {
        if (annotation instanceof Description) {
          return ((Description) annotation).name();
        }
      }
    }
    return param.getName();
  }

  /** Each does something; one that returns a value also tells. */
  @Override
  protected int getImpact(MBeanOperationInfo info) {
    return info.getReturnType().equals("void")
        ? MBeanOperationInfo.ACTION
        : MBeanOperationInfo.ACTION_INFO;
  }

  /** The interface has one of each name. */
  private Method method(String name) {
    if (methods == null) {
      Map<String, Method> all = new HashMap<>();
      for (Method method : getMBeanInterface().getMethods()) {
        all.put(method.getName(), method);
      }
      methods = all;
    }
    return methods.get(name);
  }

  private static String text(Annotation[] annotations, String otherwise) {
    for (Annotation annotation : annotations) {
      if (annotation instanceof Description) {
        return ((Description) annotation).value();
      }
    }
    return otherwise;
  }
}
