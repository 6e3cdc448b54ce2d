package io.hostshift.report.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hostshift.host.Capacity;
import io.hostshift.report.EventLog;
import io.hostshift.report.FakeControl;
import io.hostshift.report.Report;
import io.hostshift.report.SampleReports;
import io.hostshift.tune.Outcome;
import io.hostshift.tune.SampleOutcomes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.management.Attribute;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.JMX;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanParameterInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.StandardMBean;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.OpenMBeanAttributeInfo;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MBeansTest {
  private final MBeanServer server = MBeanServerFactory.newMBeanServer();
  private final SampleReports samples = new SampleReports();
  private final FakeControl control = new FakeControl(samples.bench());
  private final EventLog log = new EventLog(64);
  private final MBeans mbeans = new MBeans(server);

  static ObjectName name(String type) throws JMException {
    return new ObjectName("io.hostshift:type=" + type);
  }

  @BeforeEach
  void register() throws JMException {
    mbeans.register(control, log);
  }

  private Object attribute(String type, String attribute) throws JMException {
    return server.getAttribute(name(type), attribute);
  }

  private CompositeData first(String type, String attribute) throws JMException {
    return ((CompositeData[]) attribute(type, attribute))[0];
  }

  private Object call(String operation) throws JMException {
    return server.invoke(name("Migrations"), operation, new Object[0], new String[0]);
  }

  @Test
  void shouldShowWhatCannotBeReadAsNullAndNoLimitAsZero() throws Exception {
    StandardMBean bean =
        new StandardMBean(() -> new CapacityView(Capacity.UNKNOWN), Shown.class, true);
    CompositeData shown = (CompositeData) bean.getAttribute("Capacity");

    for (String field :
        new String[] {"processors", "onlineProcessors", "affinityProcessors", "memoryBytes"}) {
      assertThat(shown.get(field)).as(field).isNull();
    }
    assertThat(shown.get("cpuLimit")).isEqualTo(0.0);
    assertThat(shown.get("memoryLimitBytes")).isEqualTo(0L);
    assertThat(shown.getCompositeType().getType("processors")).isEqualTo(SimpleType.INTEGER);
    assertThat(shown.getCompositeType().getType("memoryBytes")).isEqualTo(SimpleType.LONG);
  }

  /** A bean with nothing else. */
  public interface Shown {
    CapacityView getCapacity();
  }

  @Test
  void shouldShowTheHostByTheNamesOfTheContract() throws JMException {
    assertThat(attribute("Host", "Hypervisor")).isEqualTo("KVM");
    assertThat(attribute("Host", "MigrationModel")).isEqualTo("TRANSPARENT");
    assertThat(first("Host", "VmIds").getCompositeType().keySet())
        .containsExactlyInAnyOrder("name", "value", "scope", "source");
    assertThat(first("Host", "HostIds").get("source")).isEqualTo("kvp");
    assertThat(((CompositeData) attribute("Host", "Capacity")).get("processors")).isEqualTo(16);
    assertThat(attribute("Host", "StolenSeconds")).isEqualTo(12.5);
    assertThat(first("Host", "Sources").getCompositeType().keySet())
        .containsExactlyInAnyOrder("name", "state", "reason", "readNanos");
    assertThat(first("Host", "History").get("identifiers")).isInstanceOf(TabularData.class);
  }

  @Test
  void shouldShowNoEventBeforeTheFirst() throws JMException {
    assertThat(attribute("Migrations", "Last")).isNull();
    assertThat(attribute("Migrations", "Count")).isEqualTo(0L);
    assertThat((CompositeData[]) attribute("Migrations", "History")).isEmpty();
  }

  @Test
  void shouldShowAnEventByTheNamesOfTheContract() throws JMException {
    log.put(SampleReports.move());

    assertThat(first("Migrations", "History").getCompositeType().keySet())
        .containsExactlyInAnyOrder(
            "sequence",
            "verdict",
            "hostChanged",
            "detectedAtMillis",
            "settledAtMillis",
            "model",
            "vmIds",
            "changes",
            "from",
            "to",
            "settings",
            "lostFeatures",
            "notice",
            "simulated");
  }

  @Test
  void shouldShowWhatAnEventChanged() throws JMException {
    log.put(SampleReports.move());
    CompositeData last = (CompositeData) attribute("Migrations", "Last");

    assertThat(last.get("verdict")).isEqualTo("MIGRATED");
    assertThat(last.get("hostChanged")).isEqualTo("yes");
    assertThat(((CompositeData[]) last.get("changes"))[0].getAll(new String[] {"from", "to"}))
        .containsExactly("host-a", "host-b");
    assertThat(
            ((TabularData) last.get("to")).get(new Object[] {"kvp.PhysicalHostName"}).get("value"))
        .isEqualTo("host-b");
  }

  @Test
  void shouldShowSettingsByTheNamesOfTheContract() throws JMException {
    assertThat(first("Tuning", "Settings").getCompositeType().keySet())
        .containsExactlyInAnyOrder(
            "name", "unit", "atStart", "current", "now", "seen", "target", "floor", "ceiling",
            "lever", "state", "reason", "unseen");
  }

  @Test
  void shouldShowANumberThatThisJvmDoesNotHaveAsNull() throws JMException {
    assertThat(((CompositeData[]) attribute("Tuning", "Settings"))[1].get("current")).isNull();
  }

  @Test
  void shouldShowTheWatcherByTheNamesOfTheContract() throws JMException {
    assertThat(attribute("Watcher", "Polls")).isEqualTo(42L);
    assertThat(attribute("Watcher", "IntervalMillis")).isEqualTo(1_000L);
    assertThat(attribute("Watcher", "LastPollNanos")).isEqualTo(12_345L);
    assertThat(attribute("Watcher", "CpuNanos")).isEqualTo(-1L);
    assertThat(attribute("Watcher", "Running")).isEqualTo(true);
  }

  @Test
  void shouldSwitchTheModeByItsName() throws JMException {
    server.setAttribute(name("Tuning"), new Attribute("Mode", "observe"));

    assertThat(control.observing()).isTrue();
    assertThat(attribute("Tuning", "Mode")).isEqualTo("observe");
  }

  @Test
  void shouldSayWhichModesAreAccepted() {
    assertThatThrownBy(() -> server.setAttribute(name("Tuning"), new Attribute("Mode", "off")))
        .isInstanceOf(RuntimeMBeanException.class)
        .hasRootCauseMessage("mode=off is not accepted; accepted is retune or observe");
  }

  @Test
  void shouldPassOrdersOn() throws JMException {
    call("poll");
    assertThat(call("simulate")).isEqualTo(7L);
    call("clear");
    server.invoke(name("Tuning"), "retune", null, null);
    server.invoke(name("Tuning"), "restore", null, null);

    assertThat(control.orders()).containsExactly("poll", "simulate", "forget", "retune", "restore");
  }

  @Test
  void shouldForgetEventsButGoOnCounting() throws JMException {
    log.put(SampleReports.move());
    call("clear");

    assertThat((CompositeData[]) attribute("Migrations", "History")).isEmpty();
    assertThat(attribute("Migrations", "Count")).isEqualTo(1L);
  }

  @Test
  void shouldAskForTimeAndEndThat() throws JMException {
    Object held =
        server.invoke(
            name("Migrations"),
            "hold",
            new Object[] {5, "backup"},
            new String[] {"int", "java.lang.String"});

    assertThat(held).isEqualTo(true);
    assertThat(call("ready")).isEqualTo(true);
    assertThat(control.orders()).containsExactly("hold 5 backup", "ready");
  }

  @Test
  void shouldShowWhatIsAnnounced() throws JMException {
    assertThat(((CompositeData[]) attribute("Migrations", "Notices"))[0])
        .satisfies(
            notice ->
                assertThat(notice.getAll(new String[] {"channel", "id", "kind", "phase"}))
                    .containsExactly("azure", "e1", "MIGRATION", "ANNOUNCED"));
  }

  @Test
  void shouldShowTablesByAKeyForMonitoring() throws JMException {
    assertThat(cell("Tuning", "SettingsByName", "processors", "current")).isEqualTo(8);
    assertThat(cell("Tuning", "SettingsByName", "gc.parallel", "current")).isNull();
    assertThat(cell("Host", "SourcesByName", "kvp", "state")).isEqualTo("READABLE");
    assertThat(row("Host", "HostIdsByName", "kvp.PhysicalHostName").get("value"))
        .isEqualTo("host-a");
    assertThat(row("Host", "VmIdsByName", "dmi.product_uuid").get("value")).isEqualTo("u1");
    assertThat(row("Migrations", "CountByVerdict", "MIGRATED").get("value")).isEqualTo(0L);
  }

  private CompositeData row(String type, String attribute, String key) throws JMException {
    return ((TabularData) attribute(type, attribute)).get(new Object[] {key});
  }

  private Object cell(String type, String attribute, String key, String column) throws JMException {
    return ((CompositeData) row(type, attribute, key).get("value")).get(column);
  }

  @Test
  void shouldNameTheVm() throws JMException {
    assertThat(attribute("Host", "VmId")).isEqualTo("u1");
  }

  @ParameterizedTest
  @CsvSource({
    "Migrations, Count, events",
    "Watcher, IntervalMillis, milliseconds",
    "Watcher, LastPollNanos, nanoseconds"
  })
  void shouldSayInWhichUnitANumberIs(String type, String attribute, String units)
      throws JMException {
    assertThat(server.getMBeanInfo(name(type)).getAttributes())
        .filteredOn(info -> info.getName().equals(attribute))
        .singleElement()
        .returns(units, info -> info.getDescriptor().getFieldValue("units"));
  }

  @Test
  void shouldSayWhetherAnOperationTellsSomething() throws JMException {
    for (MBeanOperationInfo operation : server.getMBeanInfo(name("Migrations")).getOperations()) {
      boolean silent = operation.getName().equals("clear");
      assertThat(operation.getImpact())
          .as(operation.getName())
          .isEqualTo(silent ? MBeanOperationInfo.ACTION : MBeanOperationInfo.ACTION_INFO);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Host", "Migrations", "Tuning", "Watcher"})
  void shouldDescribeEachPartInASentence(String type) throws JMException {
    MBeanInfo info = server.getMBeanInfo(name(type));

    assertThat(info.getDescription()).contains(" ");
    assertThat(info.getAttributes())
        .extracting(MBeanAttributeInfo::getDescription)
        .allMatch(text -> text.contains(" "));
    assertThat(info.getOperations())
        .extracting(MBeanOperationInfo::getDescription)
        .allMatch(text -> text.contains(" "));
  }

  @Test
  void shouldNameAndDescribeTheParametersOfAnOperation() throws JMException {
    List<MBeanParameterInfo> parameters = new ArrayList<>();
    for (MBeanOperationInfo operation : server.getMBeanInfo(name("Migrations")).getOperations()) {
      parameters.addAll(Arrays.asList(operation.getSignature()));
    }

    assertThat(parameters).extracting(MBeanParameterInfo::getName).contains("seconds", "why");
    assertThat(parameters)
        .isNotEmpty()
        .allMatch(parameter -> parameter.getDescription().contains(" "))
        .noneMatch(parameter -> parameter.getName().matches("p[0-9]+"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Host", "Migrations", "Tuning", "Watcher"})
  void shouldUseOpenTypesOnly(String type) throws JMException {
    assertThat(server.getMBeanInfo(name(type)).getAttributes())
        .isNotEmpty()
        .allMatch(info -> info.getDescriptor().getFieldValue("openType") instanceof OpenType);
  }

  @Test
  void shouldTakeAllOfThemOut() throws JMException {
    mbeans.unregister();

    assertThat(server.queryNames(new ObjectName("io.hostshift:*"), null)).isEmpty();
  }

  @Test
  void shouldTakeThemOutWhenSomebodyElseDidSoBefore() throws JMException {
    server.unregisterMBean(name("Tuning"));
    mbeans.unregister();

    assertThat(server.queryNames(new ObjectName("io.hostshift:*"), null)).isEmpty();
  }

  @Test
  void shouldRegisterAllOrNone() throws JMException {
    MBeanServer other = MBeanServerFactory.newMBeanServer();
    MBeans first = new MBeans(other);
    first.register(control, log);
    other.unregisterMBean(name("Host"));

    assertThatThrownBy(() -> new MBeans(other).register(control, log))
        .isInstanceOf(InstanceAlreadyExistsException.class);
    assertThat(other.isRegistered(name("Host"))).isFalse();
  }

  private static final String[] NUMBERS = {"atStart", "current", "target", "floor", "ceiling"};

  private static Outcome heap() {
    return SampleOutcomes.bytes("heap", 8L << 30, 6L << 30);
  }

  @Test
  void shouldShowASettingInBytesBesideThreadsThatStayIntegers() throws JMException {
    control.with(heap().status());
    CompositeData[] settings = (CompositeData[]) attribute("Tuning", "Settings");

    assertThat(settings[0].getAll(NUMBERS)).containsExactly(16, 8, 8, 1, null);
    assertThat(settings[0].get("unit")).isEqualTo("processors");
    assertThat(settings[1].get("unit")).isEqualTo("threads");
    assertThat(settings[2].get("unit")).isEqualTo("bytes");
    assertThat(settings[2].getAll(NUMBERS))
        .containsExactly(8L << 30, 6L << 30, 6L << 30, 1L << 20, 8L << 30);
  }

  @Test
  void shouldShowBytesInTheTableToo() throws JMException {
    control.with(heap().status());

    assertThat(cell("Tuning", "SettingsByName", "heap", "current")).isEqualTo(6L << 30);
    assertThat(cell("Tuning", "SettingsByName", "processors", "current")).isEqualTo(8);
  }

  @Test
  void shouldShowBytesInAnEventToo() throws JMException {
    Report move =
        new Report(
            samples.moved("host-b"),
            Arrays.asList(SampleOutcomes.applied("processors", 16, 8), heap()));
    log.put(move);

    for (CompositeData event :
        Arrays.asList(
            (CompositeData) attribute("Migrations", "Last"), first("Migrations", "History"))) {
      CompositeData[] settings = (CompositeData[]) event.get("settings");
      assertThat(settings[0].get("before")).isEqualTo(16);
      assertThat(settings[0].get("current")).isEqualTo(8);
      assertThat(settings[1].get("before")).isEqualTo(8L << 30);
      assertThat(settings[1].get("current")).isEqualTo(6L << 30);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Tuning, Settings",
    "Tuning, SettingsByName",
    "Migrations, Last",
    "Migrations, History"
  })
  void shouldShowWhatItDeclares(String type, String name) throws JMException {
    control.with(heap().status());
    log.put(new Report(samples.moved("host-b"), Arrays.asList(heap())));

    assertThat(server.getMBeanInfo(name(type)).getAttributes())
        .filteredOn(info -> info.getName().equals(name))
        .singleElement()
        .satisfies(
            info ->
                assertThat(((OpenMBeanAttributeInfo) info).isValue(attribute(type, name)))
                    .isTrue());
  }

  /** As a remote client gets it, which has none of our classes. */
  @Test
  void shouldSendSettingsInClassesOfTheJdkAlone() throws Exception {
    control.with(heap().status());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(attribute("Tuning", "Settings"));
      out.writeObject(attribute("Tuning", "SettingsByName"));
    }
    List<String> ours = new ArrayList<>();
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())) {
          @Override
          protected Class<?> resolveClass(ObjectStreamClass type)
              throws IOException, ClassNotFoundException {
            if (type.getName().contains("hostshift")) {
              ours.add(type.getName());
            }
            return super.resolveClass(type);
          }
        }) {
      CompositeData[] settings = (CompositeData[]) in.readObject();
      assertThat(settings[2].get("current")).isEqualTo(6L << 30);
      TabularData table = (TabularData) in.readObject();
      assertThat(((CompositeData) table.get(new Object[] {"heap"}).get("value")).get("current"))
          .isEqualTo(6L << 30);
    }
    assertThat(ours).isEmpty();
  }

  /** A client's own view of the numbers, as it was written when all of them were threads. */
  public interface ThreadsView {
    String getName();

    Integer getCurrent();
  }

  /** The same client's view of the MBean. */
  public interface ThreadsMXBean {
    ThreadsView[] getSettings();
  }

  @Test
  void shouldBeReadByAProxyThatHasTheNumbersAsIntegers() throws JMException {
    ThreadsMXBean client = JMX.newMXBeanProxy(server, name("Tuning"), ThreadsMXBean.class);

    assertThat(client.getSettings()[0].getName()).isEqualTo("processors");
    assertThat(client.getSettings()[0].getCurrent()).isEqualTo(8);
    assertThat(client.getSettings()[1].getCurrent()).isNull();
  }
}
