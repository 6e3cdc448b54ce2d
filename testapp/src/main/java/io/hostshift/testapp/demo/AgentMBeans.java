package io.hostshift.testapp.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.Notification;
import javax.management.ObjectName;

/** The agent as any JMX client sees it, without its classes. */
final class AgentMBeans {
  static final ObjectName HOST = name("Host");
  static final ObjectName MIGRATIONS = name("Migrations");
  static final ObjectName TUNING = name("Tuning");

  private final MBeanServerConnection server;
  private final Set<String> notified = new ConcurrentSkipListSet<>();

  AgentMBeans(MBeanServerConnection server) {
    this.server = server;
  }

  /** False until the agent has registered itself. */
  boolean ready() throws IOException {
    return server.isRegistered(HOST)
        && server.isRegistered(MIGRATIONS)
        && server.isRegistered(TUNING);
  }

  void listen() throws IOException {
    try {
      server.addNotificationListener(MIGRATIONS, this::remember, null, null);
    } catch (InstanceNotFoundException e) {
      throw new IOException("the agent's MBean has gone", e);
    }
  }

  /** Whether a notification of that type told of that event. */
  boolean notified(String type, long sequence) {
    return notified.contains(type + " " + sequence);
  }

  String hypervisor() throws IOException {
    return String.valueOf(attribute(HOST, "Hypervisor"));
  }

  long count() throws IOException {
    return ((Number) attribute(MIGRATIONS, "Count")).longValue();
  }

  /** The latest event; null if there was none. */
  MigrationEvent last() throws IOException {
    return MigrationEvent.of(Fields.of(attribute(MIGRATIONS, "Last")));
  }

  Settings settings() throws IOException {
    List<Setting> settings = new ArrayList<>();
    for (Fields row : Fields.list(attribute(TUNING, "Settings"))) {
      settings.add(Setting.of(row));
    }
    return new Settings(settings);
  }

  private void remember(Notification notification, Object handback) {
    Fields event = Fields.of(notification.getUserData());
    if (event != null) {
      notified.add(notification.getType() + " " + event.number("sequence"));
    }
  }

  private Object attribute(ObjectName bean, String attribute) throws IOException {
    try {
      return server.getAttribute(bean, attribute);
    } catch (JMException e) {
      throw new IOException("cannot read " + attribute + " of " + bean + ": " + e, e);
    }
  }

  private static ObjectName name(String type) {
    try {
      return new ObjectName("io.hostshift:type=" + type);
    } catch (MalformedObjectNameException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
