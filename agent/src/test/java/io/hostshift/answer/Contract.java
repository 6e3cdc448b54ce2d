package io.hostshift.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hostshift.base.Errands;
import io.hostshift.base.Log;
import io.hostshift.cli.Cli;
import io.hostshift.config.ConfigurationReader;
import io.hostshift.config.Key;
import io.hostshift.host.MigrationModel;
import io.hostshift.host.Scope;
import io.hostshift.report.EventJson;
import io.hostshift.report.EventLog;
import io.hostshift.report.FakeControl;
import io.hostshift.report.SampleReports;
import io.hostshift.report.jmx.MBeans;
import io.hostshift.source.catalog.SourceCatalog;
import io.hostshift.tune.KillSwitch;
import io.hostshift.tune.Levers;
import io.hostshift.tune.setting.SettingState;
import io.hostshift.watch.Verdict;
import io.hostshift.watch.WouldNotice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.JMX;
import javax.management.MBeanFeatureInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanNotificationInfo;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.openmbean.ArrayType;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.TabularType;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What others rely on, a line each: names that configurations, scripts and monitoring use, with the
 * types of what they get. It is read from the code, and from what that prints.
 */
final class Contract {
  /** JSON objects whose names are those of identifiers. */
  private static final Pattern BY_NAME =
      Pattern.compile("(lastEvents\\[]\\.event\\.)?(from|to|vmIds)|host\\.identifiers");

  private final SortedSet<String> lines = new TreeSet<>();

  private Contract() {}

  /**
   * @param root an empty folder, below which a guest is looked at
   */
  static SortedSet<String> lines(Path root) throws Exception {
    Contract contract = new Contract();
    contract.words();
    contract.commands();
    contract.beans();
    contract.json("event", EventJson.line(SampleReports.move()));
    contract.json("status", StatusJson.line(facts(new EventLog(8))));
    contract.json("probe", probe(root));
    return contract.lines;
  }

  private void words() {
    for (Key<?> key : Key.values()) {
      lines.add(
          "key "
              + key.key
              + " default "
              + ConfigurationReader.read("", new Properties(), Map.of()).text(key));
    }
    SourceCatalog.ALL.forEach(source -> lines.add("source " + source.name()));
    Levers.NAMES.forEach(setting -> lines.add("setting " + setting));
    words("verdict", Verdict.values());
    words("state", SettingState.values());
    words("scope", Scope.values());
    words("model", MigrationModel.values());
    words("wouldNotice", WouldNotice.values());
  }

  private void words(String kind, Enum<?>... values) {
    Arrays.stream(values).forEach(value -> lines.add(kind + " " + value.name()));
  }

  private void commands() {
    Cli.commands("")
        .getSubcommands()
        .forEach(
            (name, command) -> {
              lines.add("command " + name);
              for (OptionSpec option : command.getCommandSpec().options()) {
                for (String spelled : option.names()) {
                  lines.add(
                      "command "
                          + name
                          + " "
                          + spelled
                          + (option.arity().max() == 0 ? "" : " VALUE"));
                }
              }
            });
    CommandLine all = Cli.commands("");
    all.getCommandSpec()
        .usageMessage()
        .exitCodeList()
        .forEach((code, meaning) -> lines.add("exit code " + code + " " + meaning));
  }

  private void beans() throws Exception {
    MBeanServer server = MBeanServerFactory.newMBeanServer();
    new MBeans(server).register(control(), new EventLog(8));
    for (ObjectName name : server.queryNames(new ObjectName("io.hostshift:*"), null)) {
      MBeanInfo bean = server.getMBeanInfo(name);
      for (var attribute : bean.getAttributes()) {
        type(
            name + " " + attribute.getName() + (attribute.isWritable() ? " writable" : ""),
            open(attribute));
      }
      for (var operation : bean.getOperations()) {
        String parameters =
            Arrays.stream(operation.getSignature())
                .map(parameter -> open(parameter).getTypeName())
                .collect(Collectors.joining(",", "(", ")"));
        type(name + " " + operation.getName() + parameters, open(operation));
      }
      for (MBeanNotificationInfo notification : bean.getNotifications()) {
        lines.add(name + " notification " + String.join(",", notification.getNotifTypes()));
      }
    }
  }

  /** Of an attribute, a parameter, or what an operation returns. */
  private static OpenType<?> open(MBeanFeatureInfo feature) {
    return (OpenType<?>) feature.getDescriptor().getFieldValue(JMX.OPEN_TYPE_FIELD);
  }

  private void type(String place, OpenType<?> type) {
    if (type instanceof ArrayType<?> array) {
      type(place + "[]", array.getElementOpenType());
    } else if (type instanceof TabularType table) {
      type(place + "{}", table.getRowType());
    } else if (type instanceof CompositeType composite) {
      composite.keySet().forEach(name -> type(place + "." + name, composite.getType(name)));
    } else {
      lines.add(place + " " + type.getTypeName().replaceAll("java\\.(lang|math)\\.", ""));
    }
  }

  private void json(String document, String text) throws Exception {
    json(document, "", new ObjectMapper().readTree(text));
  }

  private void json(String document, String path, JsonNode node) {
    if (node.isObject() && !BY_NAME.matcher(path).matches()) {
      for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
        String name = names.next();
        json(document, path.isEmpty() ? name : path + "." + name, node.get(name));
      }
    } else if (node.isArray()) {
      lines.add("json " + document + " " + path + " ARRAY");
      node.forEach(element -> json(document, path + "[]", element));
    } else if (!node.isNull()) {
      lines.add("json " + document + " " + path + " " + node.getNodeType());
    }
  }

  private static FakeControl control() {
    return new FakeControl(new SampleReports().bench());
  }

  private static StatusFacts facts(EventLog events) {
    events.put(SampleReports.move());
    return new StatusFacts(
        ConfigurationReader.read("", new Properties(), Map.of()),
        new KillSwitch(null, new Errands(System::nanoTime)),
        control(),
        events,
        new Log(System.err, Log.Level.OFF),
        () -> "",
        List::of,
        () -> 0,
        "",
        0);
  }

  private static String probe(Path root) throws IOException {
    write(root, "sys/class/dmi/id/product_uuid", "11111111-2222-3333-4444-555555555555");
    write(root, "sys/firmware/qemu_fw_cfg/by_name/opt/org.test/host/raw", "host-a");
    write(root, "sys/devices/system/cpu/online", "0-3");
    PrintStream before = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    try {
      // With a wrong value, so that there is always a problem to be seen.
      Cli.run(new String[] {"probe", "--json", "root=" + root, "interval=soon"});
    } finally {
      System.setOut(before);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static void write(Path root, String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text + "\n");
  }
}
