package io.hostshift.it.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/** The agent's MBeans as any JMX client sees them: by name, without a class of the agent. */
public final class AgentView {
  private final MBeanServerConnection server;

  public AgentView(MBeanServerConnection server) {
    this.server = server;
  }

  /** An attribute of one of the agent's MBeans, such as {@code Migrations} and {@code Count}. */
  public Object get(String bean, String attribute) {
    try {
      return server.getAttribute(name(bean), attribute);
    } catch (JMException | java.io.IOException e) {
      throw new AssertionError(bean + "." + attribute + " cannot be read", e);
    }
  }

  /** Calls an operation without parameters. */
  public Object call(String bean, String operation) {
    try {
      return server.invoke(name(bean), operation, new Object[0], new String[0]);
    } catch (JMException | java.io.IOException e) {
      throw new AssertionError(bean + "." + operation + "() failed", e);
    }
  }

  /** Waits until the agent has registered its MBeans. */
  public AgentView awaitRegistered(Duration limit) {
    await("the agent's MBeans", view -> view.registered(), limit);
    return this;
  }

  private boolean registered() {
    try {
      return server.isRegistered(name("Watcher")); // The last of them.
    } catch (JMException | java.io.IOException e) {
      throw new AssertionError("the MBean server cannot be asked", e);
    }
  }

  /** Waits until a condition holds. */
  public void await(String what, Predicate<AgentView> condition, Duration limit) {
    Eventually.holds(() -> what + "; events " + events(), limit, () -> condition.test(this));
  }

  public long count() {
    return (Long) get("Migrations", "Count");
  }

  /** All events kept, the oldest first. */
  public List<Event> events() {
    List<Event> events = new ArrayList<>();
    for (CompositeData data : (CompositeData[]) get("Migrations", "History")) {
      events.add(new Event(data));
    }
    return events;
  }

  /** The event of this number from 1 on, as soon as it is there. */
  public Event awaitEvent(int number, Duration limit) {
    await("event " + number, view -> view.count() >= number, limit);
    return events().get(number - 1);
  }

  /** That event once nothing can join it any more. */
  public Event awaitSettled(int number, Duration limit) {
    await(
        "event " + number + " settled",
        view -> view.count() >= number && view.events().get(number - 1).settledAtMillis() > 0,
        limit);
    return events().get(number - 1);
  }

  /** A column of the settings table, by name of the setting. */
  public Map<String, Object> settings(String column) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (CompositeData setting : (CompositeData[]) get("Tuning", "Settings")) {
      values.put((String) setting.get("name"), setting.get(column));
    }
    return values;
  }

  /** A number, or whether, of the memory that the JVM takes, such as {@code residentBytes}. */
  public Object memory(String item) {
    return ((CompositeData) get("Tuning", "Memory")).get(item);
  }

  /** The application's pools, each by the names of its columns. */
  public List<Map<String, Object>> pools() {
    List<Map<String, Object>> pools = new ArrayList<>();
    for (CompositeData pool : (CompositeData[]) get("Tuning", "Pools")) {
      Map<String, Object> row = new LinkedHashMap<>();
      for (String column : pool.getCompositeType().keySet()) {
        row.put(column, pool.get(column));
      }
      pools.add(row);
    }
    return pools;
  }

  /** A column of the table of sources, {@code state} or {@code reason}, by name of the source. */
  public Map<String, String> sources(String column) {
    Map<String, String> values = new LinkedHashMap<>();
    for (CompositeData source : (CompositeData[]) get("Host", "Sources")) {
      values.put((String) source.get("name"), (String) source.get(column));
    }
    return values;
  }

  /** The identifiers of each host that the VM has been on, the present one last. */
  public List<Map<String, String>> hosts() {
    List<Map<String, String>> hosts = new ArrayList<>();
    for (CompositeData host : (CompositeData[]) get("Host", "History")) {
      hosts.add(map((TabularData) host.get("identifiers")));
    }
    return hosts;
  }

  private static Map<String, String> map(TabularData table) {
    Map<String, String> map = new LinkedHashMap<>();
    for (Object row : table.values()) {
      CompositeData entry = (CompositeData) row;
      map.put((String) entry.get("key"), (String) entry.get("value"));
    }
    return map;
  }

  private static ObjectName name(String bean) throws JMException {
    return new ObjectName("io.hostshift:type=" + bean);
  }

  /** An event of {@code Migrations}. */
  public record Event(CompositeData data) {
    public String verdict() {
      return (String) data.get("verdict");
    }

    public String hostChanged() {
      return (String) data.get("hostChanged");
    }

    public long detectedAtMillis() {
      return (Long) data.get("detectedAtMillis");
    }

    public long settledAtMillis() {
      return (Long) data.get("settledAtMillis");
    }

    /** Identifiers of the host before. */
    public Map<String, String> from() {
      return map((TabularData) data.get("from"));
    }

    /** Identifiers of the host after. */
    public Map<String, String> to() {
      return map((TabularData) data.get("to"));
    }

    /** The names of what has changed. */
    public List<String> changes() {
      List<String> names = new ArrayList<>();
      for (CompositeData change : (CompositeData[]) data.get("changes")) {
        names.add((String) change.get("name"));
      }
      return names;
    }

    @Override
    public String toString() {
      return verdict() + " " + changes();
    }
  }
}
